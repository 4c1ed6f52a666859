"""Web servers in front of the endpoint, or in its place."""

import os

from peers import Peer


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
