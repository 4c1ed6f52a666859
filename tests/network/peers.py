"""What councils have between the agent and the endpoint, as real programs: squid, nginx, a Kerberos realm.

Each works in a folder of its own outside the build, because as root squid gives up its rights and must
still be able to read it. What they print is added to the rehearsal's output.
"""

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
SKIPPED = 77
SQUID_HELPERS = pathlib.Path("/usr/lib/squid")
# Administration programs are not on everybody's path.
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def need(*programs):
    """Ends the test as skipped where a program is missing; as failed where CI should have it."""
    missing = [program for program in programs if not shutil.which(str(program), path=PATH)]
    if missing:
        print(f"skipped: {', '.join(map(str, missing))} is not on this machine (./dev setup installs it)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)


def run(*arguments, **options):
    """Runs a program to its end; gives what it printed, and fails where it does."""
    done = subprocess.run([str(argument) for argument in arguments], text=True, capture_output=True,
                          timeout=DEADLINE_SECONDS, check=False,
                          env={**os.environ, "PATH": PATH, **options.pop("env", {})}, **options)
    if done.returncode != 0:
        raise AssertionError(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Peer:
    """A program that runs until it is closed. Subclasses write its files and say how to start it."""

    name = ""
    owner = None  # the account that root gives the folder to

    def __init__(self, stage):
        self.stage = stage
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"dataflow-{self.name}-"))
        self.port = free_port()
        self.process = None
        self.folder.chmod(0o755)

    def write(self, name, text, mode=0o644):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def start(self, arguments, env=None):
        if self.owner and os.getuid() == 0:
            account = pwd.getpwnam(self.owner)
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, account.pw_uid, account.pw_gid)
        with open(self.folder / "printed.log", "ab") as printed:
            self.process = subprocess.Popen([str(argument) for argument in arguments], cwd=self.folder,
                                            stdout=printed, stderr=subprocess.STDOUT,
                                            env={**os.environ, "PATH": PATH, **(env or {})})
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        end = time.monotonic() + DEADLINE_SECONDS
        while True:
            assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}:\n{self.logs()}"
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < end, f"{self.name} did not listen within {DEADLINE_SECONDS} seconds"
                time.sleep(0.02)

    def logs(self):
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(self.folder.glob("*.log")))

    def close(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(DEADLINE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        output = self.stage.folder / "output"
        output.mkdir(exist_ok=True)
        (output / f"{self.name}-{self.port}.txt").write_text(self.logs(), encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)


class Authority:
    """A certificate authority in the folder of the rehearsal, and what it signs."""

    def __init__(self, folder, name):
        self.folder = pathlib.Path(folder) / name
        self.folder.mkdir()
        self.pem, self.key = self.folder / "ca.pem", self.folder / "ca.key"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7", "-subj", f"/CN={name}",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            "-keyout", self.key, "-out", self.pem)

    def sign(self, name, password=None, days=7):
        """A certificate: NAME.pem, NAME.key and NAME.p12 in the authority's folder."""
        key, pem, p12 = (self.folder / f"{name}.{end}" for end in ("key", "pem", "p12"))
        request = self.folder / f"{name}.csr"
        run("openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", key,
            "-out", request)
        run("openssl", "x509", "-req", "-in", request, "-CA", self.pem, "-CAkey", self.key, "-CAcreateserial",
            "-days", str(days), "-out", pem)
        secret = ["-passout", f"pass:{password or ''}"]
        run("openssl", "pkcs12", "-export", "-in", pem, "-inkey", key, "-out", p12, *secret)
        if password:
            run("openssl", "pkcs8", "-topk8", "-in", key, "-out", f"{key}.new", *secret)
            os.replace(f"{key}.new", key)
        for path in (key, p12):
            path.chmod(0o600)
        return pem


class Squid(Peer):
    """A proxy for HTTPS. `schemes` are the ways in which it lets itself be told who asks; none: it asks nobody."""

    name = "squid"
    owner = "proxy"
    CONFIGURATION = """\
http_port 127.0.0.1:{port} {port_options}
{schemes}
{inspection}
http_access {access}
http_access deny all
cache deny all
access_log stdio:{folder}/access.log
cache_log {folder}/cache.log
coredump_dir {folder}
pid_filename none
netdb_filename none
pinger_enable off
visible_hostname localhost
shutdown_lifetime 0 seconds
max_filedescriptors 1024
"""
    INSPECTION = """\
sslcrtd_program {helpers}/security_file_certgen -s {folder}/made -M 4MB
sslcrtd_children 1
tls_outgoing_options cafile={endpoint_ca}
ssl_bump bump all
"""

    def __init__(self, stage, schemes=(), inspecting=None, deny=False, env=None):
        super().__init__(stage)
        asked = "allow known" if schemes else "allow all"
        lines = "\n".join(line.format(helpers=SQUID_HELPERS, folder=self.folder) for line in schemes)
        port_options, inspection = self._inspect(inspecting) if inspecting else ("", "")
        if schemes:
            lines += "\nacl known proxy_auth REQUIRED"
        self.write("passwords", "council:" + run("openssl", "passwd", "-apr1", "right-pa55word"))
        self.write("squid.conf", self.CONFIGURATION.format(
            port=self.port, folder=self.folder, schemes=lines, port_options=port_options, inspection=inspection,
            access="deny all" if deny else asked))
        self.start(["squid", "-N", "-f", self.folder / "squid.conf"], env)

    def _inspect(self, authority):
        shutil.copy(authority.pem, self.folder / "inspecting.pem")
        shutil.copy(authority.key, self.folder / "inspecting.key")
        shutil.copy(self.stage.folder / "tls" / "ca.pem", self.folder / "endpoint-ca.pem")
        run(SQUID_HELPERS / "security_file_certgen", "-c", "-s", self.folder / "made", "-M", "4MB")
        return (f"ssl-bump generate-host-certificates=on tls-cert={self.folder}/inspecting.pem "
                f"tls-key={self.folder}/inspecting.key",
                self.INSPECTION.format(helpers=SQUID_HELPERS, folder=self.folder,
                                       endpoint_ca=self.folder / "endpoint-ca.pem"))

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def asked(self):
        """(status, account) of each CONNECT so far."""
        log = self.folder / "access.log"
        lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
        return [(int(words[3].rsplit("/", 1)[1]), words[7]) for words in lines if words[5] == "CONNECT"]


BASIC = """\
auth_param basic program {helpers}/basic_ncsa_auth {folder}/passwords
auth_param basic children 1
auth_param basic realm council"""
NTLM = """\
auth_param ntlm program {helpers}/ntlm_fake_auth
auth_param ntlm children 1"""


def negotiate(realm):
    """Squid's way of asking for a ticket of the realm."""
    return f"""\
auth_param negotiate program {{helpers}}/negotiate_kerberos_auth -k {realm.keytab} -s HTTP/localhost@{realm.NAME}
auth_param negotiate children 1"""


class Nginx(Peer):
    """A web server in front of the receiver. `clients` is the authority of the client certificates that it wants."""

    name = "nginx"
    CONFIGURATION = """\
daemon off;
pid nginx.pid;
error_log error.log;
{user}
events {{}}
http {{
  access_log access.log;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  client_max_body_size 64m;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    {verification}
    location / {{
      proxy_pass https://127.0.0.1:{behind};
      proxy_ssl_trusted_certificate {tls}/ca.pem;
      proxy_ssl_verify on;
      proxy_ssl_name localhost;
      # Requests are signed over their whole address: the receiver has to see the host that the agent saw.
      proxy_set_header Host $http_host;
    }}
  }}
}}
"""

    def __init__(self, stage, clients=None, certificate=None):
        super().__init__(stage)
        tls = stage.folder.resolve() / "tls"
        certificate = certificate.resolve() if certificate else tls / "server.pem"
        wanted = f"ssl_verify_client on; ssl_client_certificate {clients.pem.resolve()};" if clients else ""
        self.write("nginx.conf", self.CONFIGURATION.format(
            port=self.port, behind=stage.port, tls=tls, certificate=certificate, key=certificate.with_suffix(".key"),
            verification=wanted, user="user root;" if os.getuid() == 0 else ""))
        self.start(["nginx", "-p", self.folder, "-e", "error.log", "-c", self.folder / "nginx.conf"])


class StrictServer(Peer):
    """OpenSSL's own server, which refuses a client certificate in TLS itself instead of by a response."""

    name = "s_server"

    def __init__(self, stage, clients, version):
        super().__init__(stage)
        tls = stage.folder.resolve() / "tls"
        self.start(["openssl", "s_server", "-accept", f"127.0.0.1:{self.port}", "-cert", tls / "server.pem", "-key",
                    tls / "server.key", "-Verify", "1", "-verify_return_error", "-CAfile", clients.pem.resolve(),
                    version, "-www"])


class Realm(Peer):
    """A Kerberos realm with the account of the agent and the one of the proxy."""

    name = "kerberos"
    owner = None
    NAME = "COUNCIL.TEST"
    CLIENT = """\
[libdefaults]
  default_realm = {name}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
[realms]
  {name} = {{
    kdc = 127.0.0.1:{port}
  }}
[domain_realm]
  localhost = {name}
"""
    SERVER = """\
[kdcdefaults]
  kdc_listen = 127.0.0.1:{port}
  kdc_tcp_listen = 127.0.0.1:{port}
[realms]
  {name} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    acl_file = {folder}/acl
  }}
[logging]
  kdc = FILE:{folder}/kdc.log
"""

    def __init__(self, stage):
        super().__init__(stage)
        self.keytab, self.tickets = self.folder / "http.keytab", self.folder / "tickets"
        names = {"name": self.NAME, "port": self.port, "folder": self.folder}
        self.env = {"KRB5_CONFIG": str(self.write("krb5.conf", self.CLIENT.format(**names))),
                    "KRB5_KDC_PROFILE": str(self.write("kdc.conf", self.SERVER.format(**names))),
                    "KRB5CCNAME": f"FILE:{self.tickets}", "KRB5RCACHENAME": "none:"}
        run("kdb5_util", "create", "-s", "-r", self.NAME, "-P", "made-up-master", env=self.env)
        self._ask("addprinc -randkey council")
        self._ask("addprinc -randkey HTTP/localhost")
        self._ask(f"ktadd -k {self.folder}/council.keytab council")
        self._ask(f"ktadd -k {self.keytab} HTTP/localhost")
        self.keytab.chmod(0o644)  # squid gives up root's rights
        self.start(["krb5kdc", "-n"], self.env)

    def _ask(self, question):
        run("kadmin.local", "-r", self.NAME, "-q", question, env=self.env)

    def log_in(self):
        """Gets the agent's account its ticket."""
        run("kinit", "-k", "-t", self.folder / "council.keytab", "council", env=self.env)
