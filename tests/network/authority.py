"""A certificate authority, as a council or a proxy has one."""

import os
import pathlib

from peers import run


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
