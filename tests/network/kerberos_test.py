"""Deliveries through a real squid that wants a ticket of a real Kerberos realm.

Usage: kerberos_test.py BUILD FOLDER
"""

import sys

import peers
import way
from realm import Realm
from squid import BASIC, HELPERS, NTLM, Squid, negotiate

BUILD = FOLDER = None


class KerberosTest(way.Way):
    module = sys.modules[__name__]

    def test_a_proxy_takes_the_ticket_of_the_account(self):
        stage = self.stage()
        realm = self.peer(Realm, stage)
        realm.log_in()
        proxy = self.peer(Squid, stage, [negotiate(realm)], env=realm.env)
        self.proxied(stage, proxy)
        self.assert_arrived(stage, **realm.env)
        self.assertEqual(self.accounts(proxy), {f"council@{Realm.NAME}"})

    def test_without_a_ticket_nothing_is_sent_and_the_ticket_is_asked_for(self):
        stage = self.stage()
        realm = self.peer(Realm, stage)
        proxy = self.peer(Squid, stage, [negotiate(realm)], env=realm.env)
        self.proxied(stage, proxy)
        self.assert_nothing_sent(stage, "it took none of: negotiate.", "Check the account's Kerberos ticket",
                                 **realm.env)

    def test_without_a_ticket_the_next_method_is_used(self):
        stage = self.stage()
        realm = self.peer(Realm, stage)
        proxy = self.peer(Squid, stage, [negotiate(realm), NTLM, BASIC], env=realm.env)
        self.proxied(stage, proxy, "authentication: [negotiate, basic]", way.LOGIN % "right")
        self.assert_arrived(stage, **realm.env)
        self.assertEqual(self.accounts(proxy), {"council"})


if __name__ == "__main__":
    peers.need("squid", "openssl", "krb5kdc", "kdb5_util", "kadmin.local", "kinit",
               *(HELPERS / helper for helper in ("basic_ncsa_auth", "ntlm_fake_auth",
                                                             "negotiate_kerberos_auth")))
    way.rehearsal.main(sys.modules[__name__])
