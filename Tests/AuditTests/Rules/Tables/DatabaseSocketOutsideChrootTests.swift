import Audit
import Testing

@Suite("DatabaseSocketOutsideChroot")
struct DatabaseSocketOutsideChrootTests {
  private func finds(_ table: String, _ hosts: String, chroot: String = "y") -> Bool {
    AuditedTree(
      main: "virtual_alias_maps = \(table)", master: "cleanup unix n - \(chroot) - 0 cleanup\n",
      others: ["/etc/postfix/my.cf": "hosts = \(hosts)\n"]
    ).finds("DT1114")
  }

  @Test("a socket that the chrooted cleanup cannot see")
  func bad() { #expect(finds("mysql:/etc/postfix/my.cf", "unix:/run/mysqld/mysqld.sock")) }

  @Test("proxymap, an address, or no chroot are right")
  func good() {
    #expect(!finds("proxy:mysql:/etc/postfix/my.cf", "unix:/run/mysqld/mysqld.sock"))
    #expect(!finds("mysql:/etc/postfix/my.cf", "127.0.0.1"))
    #expect(!finds("mysql:/etc/postfix/my.cf", "unix:/run/mysqld/mysqld.sock", chroot: "n"))
  }
}
