"""Deliveries to a receiver behind a real nginx, with client certificates and without.

Usage: tls_test.py BUILD FOLDER
"""

import sys

import peers
import way
from authority import Authority
from servers import Nginx, StrictServer

BUILD = FOLDER = None


class TlsTest(way.Way):
    module = sys.modules[__name__]

    def setUp(self):
        self.rehearsal = self.stage()
        self.authority = Authority(self.rehearsal.folder, "clients")
        self.authority.sign("agent", password="right-pa55word")

    def certified(self, *lines, front=None):
        front = front or self.peer(Nginx, self.rehearsal, self.authority)
        self.configure(self.rehearsal, *lines, port=front.port)

    def test_without_a_client_certificate_nothing_is_taken(self):
        self.certified()
        self.assert_nothing_sent(self.rehearsal, "The endpoint asks for a client certificate, and none is set.",
                                 "Set client_certificate.")

    def test_a_certificate_of_another_authority_is_refused(self):
        Authority(self.rehearsal.folder, "others").sign("agent")
        self.certified("client_certificate: {file: others/agent.pem, key: others/agent.key}")
        self.assert_nothing_sent(self.rehearsal, "The endpoint refuses the client certificate.",
                                 "the endpoint trusts the authority it is from")

    def test_a_certificate_in_pem_form_is_accepted(self):
        self.certified("client_certificate: {file: clients/agent.pem, key: clients/agent.key, "
                       "password: {file: secrets/right}}")
        self.assert_arrived(self.rehearsal)

    def test_a_certificate_in_a_pkcs12_file_is_accepted(self):
        self.certified("client_certificate: {pkcs12: clients/agent.p12, password: {file: secrets/right}}")
        self.assert_arrived(self.rehearsal)

    def test_a_server_that_refuses_in_tls_itself_is_understood(self):
        Authority(self.rehearsal.folder, "others").sign("agent")
        front = self.peer(StrictServer, self.rehearsal, self.authority, "-tls1_3")
        self.certified(front=front)
        self.assert_nothing_sent(self.rehearsal, "The endpoint asks for a client certificate, and none is set.")
        self.certified("client_certificate: {file: others/agent.pem, key: others/agent.key}", front=front)
        self.assert_nothing_sent(self.rehearsal, "The endpoint refuses the client certificate.")
        older = self.peer(StrictServer, self.rehearsal, self.authority, "-tls1_2")
        self.certified(front=older)
        self.assert_nothing_sent(self.rehearsal, "The endpoint breaks off the TLS handshake.",
                                 "Ask whether it wants a client certificate.")

    def test_an_expired_certificate_of_the_endpoint_is_named(self):
        expired = self.authority.sign("localhost", days=-1)
        self.certified(front=self.peer(Nginx, self.rehearsal, certificate=expired))
        self.rehearsal.write("tls/ca.pem", self.authority.pem.read_text())
        self.assert_nothing_sent(self.rehearsal, "The certificate of the endpoint has expired.",
                                 "Check this machine's clock")

    def test_a_firewall_that_inspects_tls_needs_no_address(self):
        inspected = self.authority.sign("localhost")
        self.certified("proxy: {ca_file: clients/ca.pem}",
                       front=self.peer(Nginx, self.rehearsal, certificate=inspected))
        self.assert_arrived(self.rehearsal)

    def test_check_finds_a_wrong_password_before_anything_is_sent(self):
        self.certified("client_certificate: {pkcs12: clients/agent.p12, password: {file: secrets/wrong}}")
        printed = self.rehearsal.agent("check", expect=3).stderr
        self.assertIn("The password of this PKCS#12 file is wrong.", printed)
        self.assertNotIn("wrong-pa55word", printed)


if __name__ == "__main__":
    peers.need("nginx", "openssl")
    way.rehearsal.main(sys.modules[__name__])
