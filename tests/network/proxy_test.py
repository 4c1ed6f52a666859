"""Deliveries through a real squid, which is told who asks by Basic and NTLM.

Usage: proxy_test.py BUILD FOLDER
"""

import sys

import peers
import way
from authority import Authority
from squid import BASIC, HELPERS, NTLM, Squid

BUILD = FOLDER = None


class ProxyTest(way.Way):
    module = sys.modules[__name__]

    def test_a_proxy_that_asks_nobody_is_gone_through(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage)
        self.proxied(stage, proxy)
        self.assert_arrived(stage)
        self.assertEqual({status for status, _ in proxy.asked()}, {200})

    def test_a_proxy_that_speaks_tls_itself_has_to_be_trusted(self):
        stage = self.stage()
        authority = Authority(stage.folder, "proxies")
        proxy = self.peer(Squid, stage, [BASIC], certificate=authority.sign("localhost"))
        self.proxied(stage, proxy, way.LOGIN % "right")
        self.assert_nothing_sent(stage, "The certificate of the proxy comes from an authority that is not trusted.")
        self.proxied(stage, proxy, way.LOGIN % "right", "ca_file: proxies/ca.pem")
        self.assert_arrived(stage)
        self.assertEqual(self.accounts(proxy), {"council"})

    def test_the_environment_names_the_proxy(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage)
        self.assert_arrived(stage, https_proxy=proxy.url)
        self.assertTrue(proxy.asked())

    def test_a_proxy_takes_user_name_and_password(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, [BASIC])
        self.proxied(stage, proxy, "authentication: [basic]", way.LOGIN % "right")
        self.assert_arrived(stage)
        self.assertEqual(self.accounts(proxy), {"council"})

    def test_a_wrong_password_sends_nothing_and_says_what_to_do(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, [BASIC])
        self.proxied(stage, proxy, "authentication: [basic]", way.LOGIN % "wrong")
        self.assert_nothing_sent(stage, "The proxy asks who this is (407), and it took none of: basic.",
                                 "Check username, password and authentication under proxy.")
        self.assertEqual(self.accounts(proxy), set())

    def test_a_password_is_not_shown_as_it_is_unless_somebody_wrote_basic(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, [BASIC])
        self.proxied(stage, proxy, way.LOGIN % "right")
        self.assert_nothing_sent(stage, "it took none of: negotiate, ntlm.")
        self.assertEqual({account for _, account in proxy.asked()}, {"-"})

    def test_a_password_stands_in_the_settings_only_for_a_rehearsal_that_says_so(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, [BASIC])
        self.proxied(stage, proxy, "authentication: [basic]", "username: council, password: right-pa55word")
        self.assertIn("--allow-plain-secret", self.run_agent(stage, expect=3))
        self.run_agent(stage, "--allow-plain-secret")
        self.assertEqual(self.accounts(proxy), {"council"})

    def test_a_proxy_takes_ntlm(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, [NTLM])
        self.proxied(stage, proxy, "authentication: [ntlm]", way.LOGIN % "right")
        self.assert_arrived(stage)
        # Squid's stand-in for a domain controller takes everybody, and cuts the name out a little wide.
        self.assertTrue(all("council" in account.lower() for account in self.accounts(proxy)))
        self.assertTrue(self.accounts(proxy))

    def test_an_address_that_the_proxy_does_not_allow_is_named(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage, deny=True)
        self.proxied(stage, proxy)
        self.assert_nothing_sent(stage, "The proxy does not allow connections to this address (403).",
                                 "Ask for this host and port to be allowed")

    def test_an_endpoint_that_the_proxy_cannot_reach_is_waited_for(self):
        stage = self.stage()
        proxy = self.peer(Squid, stage)
        self.proxied(stage, proxy)
        stage.stop_receiver()
        self.assertIn("The proxy cannot reach this address (503).", self.run_agent(stage, expect=5))
        stage.start_receiver()
        self.assert_arrived(stage)


if __name__ == "__main__":
    peers.need("squid", "openssl",
               *(HELPERS / helper for helper in ("basic_ncsa_auth", "ntlm_fake_auth")))
    way.rehearsal.main(sys.modules[__name__])
