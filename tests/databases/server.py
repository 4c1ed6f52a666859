"""Database servers of a test's own, on 127.0.0.1, with TLS, in a temporary folder.

As a program: server.py postgresql|mariadb. It prints one line of JSON that says how to connect. Then it
runs the SQL that it reads, as the owner: a line with the number of bytes, and the bytes. It answers
with "done" or "failed" and a number of bytes on a line, and the bytes of what was printed. It ends when
its standard input is closed, and so with whoever started it, even killed.

Each server has the database `cms` with the schema `cms`, the administrator `owner`, and `reader`, who
may SELECT from what is in it and nothing else.
"""

import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time

DEADLINE_SECONDS = 60
OWNER_PASSWORD = "made-up-owner"
# With all that is special in a connection string.
READER_PASSWORD = "made;up}{'=é"
POSTGRESQL = pathlib.Path("/usr/lib/postgresql/15/bin")
DRIVERS = {"postgresql": "PostgreSQL Unicode", "mariadb": "MariaDB Unicode"}


def lacks(kind):
    """What has to be installed first; empty when all is there."""
    program = POSTGRESQL / "initdb" if kind == "postgresql" else pathlib.Path("/usr/sbin/mariadbd")
    drivers = subprocess.run(["odbcinst", "-q", "-d"], text=True, capture_output=True, check=False).stdout \
        if shutil.which("odbcinst") else ""
    if not program.exists():
        return f"{program.name} is not installed"
    return "" if f"[{DRIVERS[kind]}]" in drivers else f"the ODBC driver {DRIVERS[kind]} is not installed"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Subclasses say how to make and start it."""

    account = ""   # who runs it when this is root
    end_signal = ""  # what ends it when this process is killed

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"dataflow-{self.kind}-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None
        self._make_certificate()
        self._give_away()
        self.make()
        self.start()
        self.set_up()

    def facts(self):
        return {"kind": self.kind, "driver": DRIVERS[self.kind], "port": self.port, "folder": str(self.folder),
                "ca_file": str(self.folder / "ca.pem"), "owner_password": OWNER_PASSWORD,
                "reader_password": READER_PASSWORD}

    def options(self):
        """The settings of a source of the kind odbc, but for the password."""
        return {"kind": "odbc", "driver": DRIVERS[self.kind], "server": "localhost", "port": str(self.port),
                "database": "cms", "user": "reader", "schema": "cms", "ca_file": str(self.folder / "ca.pem")}

    def run(self, *arguments, text=None):
        """Runs a program of the server's as its account, to its end; gives what it printed."""
        done = subprocess.run(self._as_account(*arguments), input=text, text=True, encoding="utf-8",
                              capture_output=True, timeout=600, check=False, cwd=self.folder, env=self.environment())
        if done.returncode != 0:
            raise AssertionError(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def environment(self):
        return {**os.environ, "HOME": str(self.folder)}

    def begin(self, *arguments):
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(self._as_account(*arguments), stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT, cwd=self.folder, env=self.environment())
        end = time.monotonic() + DEADLINE_SECONDS
        while not self.answers():
            assert self.process.poll() is None, (self.folder / "server.log").read_text(errors="replace")[-2000:]
            assert time.monotonic() < end, f"{self.kind} did not answer within {DEADLINE_SECONDS} seconds"
            time.sleep(0.05)

    def answers(self):
        try:
            self.sql("SELECT 1")
            return True
        except AssertionError:
            return False

    def close(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _as_account(self, *arguments):
        words = [str(argument) for argument in arguments]
        if os.getuid() == 0:
            who = ["--reuid", self.account, "--regid", self.account, "--clear-groups"]
        else:
            who = []
        return ["setpriv", *who, "--pdeathsig", self.end_signal, *words]

    def _give_away(self):
        if os.getuid() != 0:
            return
        account = pwd.getpwnam(self.account)
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid)

    def _make_certificate(self):
        """A certificate authority and its certificate for localhost, made for this server alone."""
        def openssl(*arguments):
            subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=DEADLINE_SECONDS)
        new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        openssl("req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Made-up CA")
        openssl("req", *new, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
        (self.folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
        openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-out", "server.pem", "-days", "2", "-extfile", "names")
        (self.folder / "server.key").chmod(0o600)


class PostgreSQL(Server):
    kind = "postgresql"
    account = "postgres"
    end_signal = "QUIT"  # the children of a server that is killed by KILL would outlive it for a while

    def make(self):
        self.run(POSTGRESQL / "initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "-N")
        (self.folder / "data/pg_hba.conf").write_text("local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n")

    def start(self):
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self.folder,
                    "ssl": "on", "ssl_cert_file": self.folder / "server.pem", "ssl_key_file": self.folder / "server.key",
                    "ssl_ca_file": self.folder / "ca.pem", "fsync": "off", "timezone": "Europe/London"}
        self.begin(POSTGRESQL / "postgres", "-D", "data", *(f"-c{name}={value}" for name, value in settings.items()))

    def answers(self):
        try:
            self.run("psql", "-h", self.folder, "-p", self.port, "-U", "postgres", "-c", "SELECT 1", "postgres")
            return True
        except AssertionError:
            return False

    def set_up(self):
        quoted = READER_PASSWORD.replace("'", "''")
        self.run("psql", "-h", self.folder, "-p", self.port, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-q", "postgres",
                 text=f"CREATE ROLE owner SUPERUSER LOGIN PASSWORD '{OWNER_PASSWORD}';"
                      f"CREATE ROLE reader LOGIN PASSWORD '{quoted}'; CREATE DATABASE cms OWNER owner;")
        self.sql("CREATE SCHEMA cms; GRANT USAGE ON SCHEMA cms TO reader;"
                 "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO reader; ALTER ROLE owner SET search_path = cms")

    def sql(self, text):
        """Runs SQL as the owner; gives what it printed, one row a line."""
        return self.run(*self.client(), text=text)

    def client(self):
        return ["psql", "-h", self.folder, "-p", self.port, "-U", "owner", "-v", "ON_ERROR_STOP=1", "-q", "-A", "-t", "cms"]


class MariaDB(Server):
    kind = "mariadb"
    account = "mysql"
    end_signal = "KILL"

    def make(self):
        self.run("mariadb-install-db", "--no-defaults", f"--datadir={self.folder}/data", "--auth-root-authentication-method=normal",
                 "--skip-test-db", "--skip-name-resolve")

    def start(self):
        self.begin("mariadbd", "--no-defaults", f"--datadir={self.folder}/data", f"--socket={self.folder}/socket",
                   f"--pid-file={self.folder}/pid", "--bind-address=127.0.0.1", f"--port={self.port}",
                   f"--ssl-ca={self.folder}/ca.pem", f"--ssl-cert={self.folder}/server.pem",
                   f"--ssl-key={self.folder}/server.key", "--require-secure-transport=ON", "--innodb-flush-log-at-trx-commit=0",
                   "--character-set-server=utf8mb4", "--max-allowed-packet=64M", "--skip-name-resolve",
                   "--transaction-isolation=READ-COMMITTED", "--innodb-buffer-pool-size=256M")

    def environment(self):
        return {**super().environment(), "PATH": os.environ.get("PATH", "") + ":/usr/sbin:/sbin"}

    def answers(self):
        try:
            self._client("SELECT 1", "mysql")
            return True
        except AssertionError:
            return False

    def set_up(self):
        quoted = READER_PASSWORD.replace("'", "''")
        self._client("CREATE DATABASE cms CHARACTER SET utf8mb4;"
                     f"CREATE USER owner@'%' IDENTIFIED BY '{OWNER_PASSWORD}'; GRANT ALL ON *.* TO owner@'%' WITH GRANT OPTION;"
                     f"CREATE USER reader@'%' IDENTIFIED BY '{quoted}'; GRANT SELECT ON cms.* TO reader@'%';", "mysql")

    def sql(self, text):
        """Runs SQL as the administrator; gives what it printed, one row a line."""
        return self._client(text, "cms")

    def client(self, database="cms"):
        return ["mariadb", "--no-defaults", f"--socket={self.folder}/socket", "--user=root", "--batch", "--unbuffered", "--binary-mode",
                "--skip-column-names", "--default-character-set=utf8mb4", "--max-allowed-packet=64M", database]

    def _client(self, text, database):
        return self.run(*self.client(database), text=text)


class Session:
    """A connection of the owner's that stays open, so that a transaction can stay open in it."""

    def __init__(self, server):
        self.process = subprocess.Popen(server._as_account(*server.client()), text=True, encoding="utf-8", cwd=server.folder,
                                        env=server.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, sql):
        """Runs SQL to its end."""
        self.process.stdin.write(sql + "; SELECT 'run to its end';\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.strip() == "run to its end":
                return
        raise AssertionError(f"the session ended at: {sql[:200]}")

    def close(self):
        self.process.stdin.close()
        self.process.wait(DEADLINE_SECONDS)
        self.process.stdout.close()


KINDS = {"postgresql": PostgreSQL, "mariadb": MariaDB}


def answer(server, sql):
    try:
        word, printed = "done", server.sql(sql).encode()
    except AssertionError as error:
        word, printed = "failed", str(error).encode()
    sys.stdout.buffer.write(b"%s %d\n%s" % (word.encode(), len(printed), printed))
    sys.stdout.buffer.flush()


def main():
    missing = lacks(sys.argv[1])
    if missing:
        print(json.dumps({"lacks": missing}), flush=True)
        return
    server = KINDS[sys.argv[1]]()
    try:
        print(json.dumps(server.facts()), flush=True)
        while line := sys.stdin.buffer.readline():
            answer(server, sys.stdin.buffer.read(int(line)).decode())
    finally:
        server.close()


if __name__ == "__main__":
    main()
