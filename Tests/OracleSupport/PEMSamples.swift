/// Certificates and keys that `openssl` made for these tests alone. Their times are fixed: judge them at a fixed time.
package enum PEMSamples {
  /// CN=Example Root, self-signed, valid 2020 to 2040.
  package static let root = """
    -----BEGIN CERTIFICATE-----
    MIIBTzCB9aADAgECAgEBMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDEV4YW1wbGUg
    Um9vdDAeFw0yMDAxMDEwMDAwMDBaFw00MDAxMDEwMDAwMDBaMBcxFTATBgNVBAMM
    DEV4YW1wbGUgUm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEiXV6E9LssZ
    JPfs0eIagEHah9XLZ0etqMnNJZGdcUYb9KxtgWkBn2z1rXxwI0nQEujuu+KNJVE0
    7sSm74Pf2+KjMjAwMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFGNmvh36Q1Dz
    lSwf/KIR6HR6acUQMAoGCCqGSM49BAMCA0kAMEYCIQD8UELeoUm4xsDY53jgQm2H
    RxgeFooFMJ8t6V9AIvsUYAIhAOgtuEZVKNpD2xpdeYlO6zVqDJB1s758bskpA6ep
    HU3G
    -----END CERTIFICATE-----

    """

  /// CN=Example Issuer, issued by the root.
  package static let issuer = """
    -----BEGIN CERTIFICATE-----
    MIIBcjCCARigAwIBAgIBAjAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxFeGFtcGxl
    IFJvb3QwHhcNMjEwMTAxMDAwMDAwWhcNMzUwMTAxMDAwMDAwWjAZMRcwFQYDVQQD
    DA5FeGFtcGxlIElzc3VlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIt9zdtY
    ZTktOwywrIvUEFBXIaVHlPxbVLTa0SbL3sj7tGwruDrMmtL1BHNsY+629zfAaqR9
    8Js6qe6dDkDYZLCjUzBRMA8GA1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFPjmnNul
    AxKWSNcbt5YDYYeiY8I2MB8GA1UdIwQYMBaAFGNmvh36Q1DzlSwf/KIR6HR6acUQ
    MAoGCCqGSM49BAMCA0gAMEUCIQCGXqwuGTAVnwUyoqbYnBSfKlNSGox/QBko2J4r
    YBTUXAIgQ9S4YbOqZiPqr/XyVl/scmfuoYEynRlvKzaY7F/MJOg=
    -----END CERTIFICATE-----

    """

  /// mail.example.net and *.example.org, issued by the issuer, valid 2026-01-01 to 2026-12-31.
  package static let server = """
    -----BEGIN CERTIFICATE-----
    MIIByzCCAXKgAwIBAgIBAzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5FeGFtcGxl
    IElzc3VlcjAeFw0yNjAxMDEwMDAwMDBaFw0yNjEyMzEwMDAwMDBaMBsxGTAXBgNV
    BAMMEG1haWwuZXhhbXBsZS5uZXQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATr
    jNT9FOEhV+5Gnw3nh0ASt86qcasdDR01fScO/A4ClgKZaod5msRrELqILQlyKZKc
    k9lmvQkPVR0/c4wgNNo3o4GoMIGlMCoGA1UdEQQjMCGCEG1haWwuZXhhbXBsZS5u
    ZXSCDSouZXhhbXBsZS5vcmcwNwYIKwYBBQUHAQEEKzApMCcGCCsGAQUFBzAChhto
    dHRwOi8vY2EuZXhhbXBsZS5jb20vaS5kZXIwHQYDVR0OBBYEFOyebvzJsrz3tAot
    KvoghK8hYyl2MB8GA1UdIwQYMBaAFPjmnNulAxKWSNcbt5YDYYeiY8I2MAoGCCqG
    SM49BAMCA0cAMEQCIHkqlUyf+99nchnKIDBJ3gBVdcb6QPHpC1Kx2FpHZ/50AiAT
    7PehtHeS/4VUg1sr+MpdB5QJqNMEsADFUe3GZA9MAQ==
    -----END CERTIFICATE-----

    """

  package static let serverKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgcAazWP5x0szlJ0Uq
    aKCW8UThqBL/3WDMsmN+U5yW23yhRANCAATrjNT9FOEhV+5Gnw3nh0ASt86qcasd
    DR01fScO/A4ClgKZaod5msRrELqILQlyKZKck9lmvQkPVR0/c4wgNNo3
    -----END PRIVATE KEY-----

    """

  /// Of no certificate here.
  package static let otherKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6YrlBrYCCzZHfzrK
    BDNzESE1/cFjbvtVuP/HZCYjHIyhRANCAATZsAyXvpp7KYuo/rCBUtGWDy5fwPJz
    FozxWAWspiG9WgalwBP0es9gY5hcx0JWme4wttvU8w8NIomBPdwcrU+K
    -----END PRIVATE KEY-----

    """

  /// CN=debian for mail.example.net, valid 2026 to 2035.
  package static let selfSigned = """
    -----BEGIN CERTIFICATE-----
    MIIBTzCB9aADAgECAgEEMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBmRlYmlhbjAe
    Fw0yNjAxMDEwMDAwMDBaFw0zNTEyMzEwMDAwMDBaMBExDzANBgNVBAMMBmRlYmlh
    bjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPnLVZ/WxY5flC50EAe9Tkl10tJv
    dYHoC0//gygjvwJ/dehxj4w400fcc8v4XFhd6DP3wmQtk/pg25+AWPgPDUqjPjA8
    MBsGA1UdEQQUMBKCEG1haWwuZXhhbXBsZS5uZXQwHQYDVR0OBBYEFL/8zCaSBaGQ
    MDxEVNAbIYolYw9MMAoGCCqGSM49BAMCA0kAMEYCIQCVSj0MRfleaKqytymMoLwT
    he9kyRU7qPoAWM1g5jDwhAIhAPzesIC9+QOlCTSLc4BgLhvysz6g1oc25Q6Hjr1w
    Wwx4
    -----END CERTIFICATE-----

    """

  package static let selfSignedKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/7xHuw5alyNmAxsZ
    xeGxR0QNbbKXw/H7GoKn/RmY63mhRANCAAT5y1Wf1sWOX5QudBAHvU5JddLSb3WB
    6AtP/4MoI78Cf3XocY+MONNH3HPL+FxYXegz98JkLZP6YNufgFj4Dw1K
    -----END PRIVATE KEY-----

    """

  /// An RSA key of 1024 bits.
  package static let short = """
    -----BEGIN CERTIFICATE-----
    MIIByDCCAW+gAwIBAgIBBTAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5FeGFtcGxl
    IElzc3VlcjAeFw0yNjAxMDEwMDAwMDBaFw0yNjEyMzEwMDAwMDBaMBsxGTAXBgNV
    BAMMEG1haWwuZXhhbXBsZS5uZXQwgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGB
    ALTGgvMq2n9mfuTu93vYZexHg4SCIthVctPulBn/j4geWE6csPDM0F7HyPjQvOzD
    ON3N5qgx2DiCZUSd6cqOXJzA+eLugh1iNX70JZ2KhLKHoIxH2RMarrWcId0xhjRP
    q7eXLC3xGCiL/LW728Gs/13NIOm0a2xIBUS+p5dMiWNxAgMBAAGjXzBdMBsGA1Ud
    EQQUMBKCEG1haWwuZXhhbXBsZS5uZXQwHQYDVR0OBBYEFDATFQFO6MgdXHA+4T3+
    lpo8Fj6IMB8GA1UdIwQYMBaAFPjmnNulAxKWSNcbt5YDYYeiY8I2MAoGCCqGSM49
    BAMCA0cAMEQCIDcVO2OjKorzBcjnxM1zcLjVn8YgwddcZmqwmqKKdutPAiAbh/7m
    LDPkePWnchXwhP6yBhmGPE4IQhSJLGpenIDkLQ==
    -----END CERTIFICATE-----

    """

  package static let shortKey = """
    -----BEGIN PRIVATE KEY-----
    MIICdgIBADANBgkqhkiG9w0BAQEFAASCAmAwggJcAgEAAoGBALTGgvMq2n9mfuTu
    93vYZexHg4SCIthVctPulBn/j4geWE6csPDM0F7HyPjQvOzDON3N5qgx2DiCZUSd
    6cqOXJzA+eLugh1iNX70JZ2KhLKHoIxH2RMarrWcId0xhjRPq7eXLC3xGCiL/LW7
    28Gs/13NIOm0a2xIBUS+p5dMiWNxAgMBAAECgYBYwkc1gcr6VqbjXPmikyOoGYzX
    mNXnBj11FWUeRr6AhPWy03iFIusEPm/MyyCX11qqfRhNaPvS8yMpx6cszy1k7oJs
    5Go5eEY5AMz7AcLVSVnDZ/ClfoKumtR0LiNMhKuGvpk9Zd5jayTRiVF6RsqrVxCL
    rkjoBJsrSkOvUjb+4QJBANyEZgbfvZ25LdTphJQb1z/VxLKBJDb62Lx+Rfe4cISU
    X62tVGlmBFFaSBuIzbpORXOhBFZuTOnSBpjbVJ2Q+iUCQQDR3Q+BskVFWvC42CzE
    NcnK0Jz1duKxKpHOmvVqyJKMKS9SJUCMU+tZY7czLdWqkshdWeCig8+XdMh0cM31
    IzRdAkA/zmODK6w+/fz/9U2yWVfwFZejmvBypCSgbd0q74hHJHOG2ndpQ+aN75Sb
    uvrkJI++BGIv7Bx/L5FPG2+hY/itAkBU7DeSLCmL3zj6E8BJxdpakABz9B/XwXov
    ONWG2JM01JWpkBmGr47VJVzFAQ8tbyhVXkFggiZHC6LyO5OcVxqhAkEAhssh5U68
    lUcWm/HOkfhikpzfsvkhqSA5pyDEkhFLghc2rNxjul+8zm1lfB6xKyceIpXzybBo
    Uy4WNUkgfoTXlA==
    -----END PRIVATE KEY-----

    """

  /// The server again, signed with SHA-1.
  package static let sha1 = """
    -----BEGIN CERTIFICATE-----
    MIIBgTCCASegAwIBAgIBBjAJBgcqhkjOPQQBMBkxFzAVBgNVBAMMDkV4YW1wbGUg
    SXNzdWVyMB4XDTI2MDEwMTAwMDAwMFoXDTI2MTIzMTAwMDAwMFowGzEZMBcGA1UE
    AwwQbWFpbC5leGFtcGxlLm5ldDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOuM
    1P0U4SFX7kafDeeHQBK3zqpxqx0NHTV9Jw78DgKWAplqh3maxGsQuogtCXIpkpyT
    2Wa9CQ9VHT9zjCA02jejXzBdMBsGA1UdEQQUMBKCEG1haWwuZXhhbXBsZS5uZXQw
    HQYDVR0OBBYEFOyebvzJsrz3tAotKvoghK8hYyl2MB8GA1UdIwQYMBaAFPjmnNul
    AxKWSNcbt5YDYYeiY8I2MAkGByqGSM49BAEDSQAwRgIhAMNzNEXn8LJHo50O5GJg
    XADZhw/mZf/QGFBJPMOmNGh5AiEAhsIlivC/y7AQf8n6+0St7XHfU1L+8WeUiADh
    OG7y8SQ=
    -----END CERTIFICATE-----

    """

  /// The key of the server, encrypted.
  package static let lockedKey = """
    -----BEGIN ENCRYPTED PRIVATE KEY-----
    MIHrMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAjkulXNS1zl/QIBATAM
    BggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBAgQQ5tL72zzG1WrvWZta1nBSXwSBkC8M
    LCGoa1+uZUWs4Y/C1RHWM/xVR7hoafs321kuUfCbOSMN/QXbPjTW9FxWFzvjnG3g
    aqXPfaTU86YIjx7z2LTiATQ3ysh2n4WBJDP1lpvmEYLiI1ksn8hyCPc2uK5pgjRZ
    4rMizxPeo1Wqf7f6X34SBw+05rXHTA4ELh1sNJZNzd09u5YymPvIBt2v99Qlmw==
    -----END ENCRYPTED PRIVATE KEY-----

    """

  /// A prime of 1024 bits.
  package static let smallPrime = """
    -----BEGIN DH PARAMETERS-----
    MIGHAoGBAO2axwruw8ErCi+GswCii2xlCA5QkSAW075e6G7JbvrDnKLfDNZ4dfqP
    ecoQqlR8HADEpmeAD5SB0Vkao7nDncxCmmLfOD6grkt7RDAIZQ7RPysyYm49jQmI
    AQKIE9IxYCW6pCTJ6dslHx2f+s0+USu2JpkC9okcDsAa+Uk5GWoTAgEC
    -----END DH PARAMETERS-----

    """
}
