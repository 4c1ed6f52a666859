"""A real Kerberos realm of MIT's programs, in a folder and on a port of its own."""

from peers import Peer, run


class Realm(Peer):
    """A Kerberos realm with the account of the agent and the one of the proxy."""

    name = "kerberos"
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
