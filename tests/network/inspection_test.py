"""Deliveries through a real squid that looks into TLS, with an authority of its own.

Usage: inspection_test.py BUILD FOLDER
"""

import subprocess
import sys

import peers
import way
from authority import Authority
from squid import HELPERS, Squid

BUILD = FOLDER = None


def pin(certificate):
    """The pin of a certificate's key, by the command that docs/council-it.md gives."""
    command = (f"openssl x509 -in '{certificate}' -noout -pubkey | openssl pkey -pubin -outform der | "
               "openssl dgst -sha256 -binary | openssl base64")
    return "sha256//" + subprocess.run(command, shell=True, check=True, text=True,
                                       capture_output=True).stdout.strip()


class InspectionTest(way.Way):
    module = sys.modules[__name__]

    def setUp(self):
        self.rehearsal = self.stage()
        self.authority = Authority(self.rehearsal.folder, "inspecting")
        self.proxy = self.peer(Squid, self.rehearsal, inspecting=self.authority)

    def proxied(self, *lines, ca=""):
        self.configure(self.rehearsal, f'proxy: {{url: "{self.proxy.url}"{ca}}}', *lines)

    def test_an_inspecting_proxy_is_refused_until_its_authority_is_named(self):
        self.proxied()
        self.assert_nothing_sent(self.rehearsal,
                                 "The certificate of the endpoint comes from an authority that is not trusted.",
                                 "Where a proxy or firewall inspects TLS, name the file of its authority in "
                                 "proxy.ca_file")
        self.proxied(ca=", ca_file: inspecting/ca.pem")
        self.assert_arrived(self.rehearsal)

    def test_a_pinned_endpoint_is_not_talked_to_through_inspection(self):
        pinned = f"pinned_keys: [{pin(self.rehearsal.folder / 'tls' / 'server.pem')}]"
        self.proxied(pinned, ca=", ca_file: inspecting/ca.pem")
        self.assert_nothing_sent(self.rehearsal, "The key of the endpoint is none of pinned_keys.",
                                 "A proxy that inspects TLS has another key")
        self.configure(self.rehearsal, "proxy: none", pinned)
        self.assert_arrived(self.rehearsal)


if __name__ == "__main__":
    peers.need("squid", "openssl", HELPERS / "security_file_certgen")
    way.rehearsal.main(sys.modules[__name__])
