"""Real squid: a proxy that asks who is there in several ways, and looks into TLS if it is told to."""

import pathlib
import shutil

from peers import Peer, run

HELPERS = pathlib.Path("/usr/lib/squid")


class Squid(Peer):
    """A proxy for HTTPS. `schemes` are the ways in which it lets itself be told who asks; none: it asks nobody.

    `inspecting` is the authority by which it looks into TLS; with a `certificate` it is reached by TLS itself.
    """

    name = "squid"
    owner = "proxy"
    CONFIGURATION = """\
{kind}_port 127.0.0.1:{port} {port_options}
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

    def __init__(self, stage, schemes=(), inspecting=None, certificate=None, deny=False, env=None):
        super().__init__(stage)
        asked = "allow known" if schemes else "allow all"
        lines = "\n".join(line.format(helpers=HELPERS, folder=self.folder) for line in schemes)
        port_options, inspection = self._inspect(inspecting) if inspecting else ("", "")
        self.kind = "https" if certificate else "http"
        if certificate:
            port_options = self._certify(certificate)
        if schemes:
            lines += "\nacl known proxy_auth REQUIRED"
        self.write("passwords", "council:" + run("openssl", "passwd", "-apr1", "right-pa55word"))
        self.write("squid.conf", self.CONFIGURATION.format(
            kind=self.kind, port=self.port, folder=self.folder, schemes=lines, port_options=port_options, inspection=inspection,
            access="deny all" if deny else asked))
        self.start(["squid", "-N", "-f", self.folder / "squid.conf"], env)

    def _certify(self, certificate):
        for end in (".pem", ".key"):
            shutil.copyfile(certificate.with_suffix(end), self.folder / f"proxy{end}")
        return f"tls-cert={self.folder}/proxy.pem tls-key={self.folder}/proxy.key"

    def _inspect(self, authority):
        shutil.copy(authority.pem, self.folder / "inspecting.pem")
        shutil.copy(authority.key, self.folder / "inspecting.key")
        shutil.copy(self.stage.folder / "tls" / "ca.pem", self.folder / "endpoint-ca.pem")
        run(HELPERS / "security_file_certgen", "-c", "-s", self.folder / "made", "-M", "4MB")
        return (f"ssl-bump generate-host-certificates=on tls-cert={self.folder}/inspecting.pem "
                f"tls-key={self.folder}/inspecting.key",
                self.INSPECTION.format(helpers=HELPERS, folder=self.folder,
                                       endpoint_ca=self.folder / "endpoint-ca.pem"))

    @property
    def url(self):
        return f"{self.kind}://localhost:{self.port}"

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
