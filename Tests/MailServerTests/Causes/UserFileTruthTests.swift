import MailServer
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Users with settings of their own in a passwd-file")
struct UserFileTruthTests {
  private static let users = """
    # userdb_mail=mbox:~/x
    anna:{PLAIN}x:1001:1001::/home/anna::userdb_mail=mbox:~/mail mail=maildir:~/no
    bert:{PLAIN}x:1002:1002::::
    cara:{PLAIN}x:1003:1003::/home/cara::note=a userdb_quota_rule=*:storage=5G userdb_mail=sdbox:~/c

    """

  private func answer(_ name: String, _ dovecot: String, _ users: String? = users, is2_4: Bool = false) throws
    -> Explanation
  {
    var server = MemoryServer.reading(
      dovecot: is2_4 ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" + dovecot : dovecot,
      others: users.map { ["/etc/dovecot/users": $0] } ?? [:],
      dovecotVersion: is2_4 ? ProgramVersion(2, 4, 1) : ProgramVersion(2, 3, 19))
    let setting = try server.find(SettingQuestion(name))
    return try #require(server.explanation(of: setting, in: Context()))
  }

  private static let file2_3 =
    "userdb {\n  driver = passwd-file\n  args = username_format=%u /etc/dovecot/users\n}\n"

  @Test("only fields that begin with userdb_ count, a comment's do not, and the first line is named")
  func fields() throws {
    let mail = try answer("mail_location", Self.file2_3 + "mail_location = maildir:~/Maildir\n")
    #expect(
      mail.implications.map(\.sentence) == [
        "2 users have a field mail of their own, the first (/etc/dovecot/users:2), and there it wins over this setting."
      ])
    #expect(mail.implications.first?.kind == .consequence && mail.unknown.isEmpty)
    let quota = try answer(
      "plugin/quota_rule", Self.file2_3 + "mail_plugins = quota\nplugin {\n  quota_rule = *:bytes=1\n}\n")
    #expect(
      quota.implications.contains {
        $0.sentence.hasPrefix("1 user has a field quota_rule") && $0.sentence.contains(":4)")
      })
  }

  @Test("the home column counts where it is not empty")
  func home() throws {
    let home = try answer("mail_home", Self.file2_3 + "mail_home = /srv/%u\n")
    #expect(
      home.implications.map(\.sentence).first?.hasPrefix(
        "2 users have a field home of their own, the first (/etc/dovecot/users:2)") == true)
    let nobody = try answer("mail_chroot", Self.file2_3 + "mail_chroot = /srv\n")
    #expect(nobody.implications.isEmpty && nobody.unknown.isEmpty)
  }

  @Test("a passdb alone gives no settings, and a file that is not there is unknown")
  func others() throws {
    let passdb = Self.file2_3.replacing("userdb", with: "passdb")
    let line = "mail_location = mbox:~\n"
    #expect(try answer("mail_location", passdb + line).implications.isEmpty)
    #expect(
      try answer("mail_location", Self.file2_3 + line, nil).unknown.contains {
        $0.contains("`doveadm user USER` tells")
      })
    let perDomain = Self.file2_3.replacing("/users", with: "/%d/users")
    #expect(try answer("mail_location", perDomain + line).unknown.count == 1)
  }

  @Test("2.4: the field has the setting's own name, and a line in a named block wins over it")
  func newer() throws {
    let users = "anna:x:1001:1001::::userdb_mail_path=/srv/a userdb_quota_storage_size=5G\n"
    let file = "userdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}\n"
    let path = try answer("mail_path", file + "mail_path = ~/m\n", users, is2_4: true)
    #expect(
      path.implications.map(\.sentence).first?.contains("a field mail_path of their own (/etc/dovecot/users:1)") == true
    )
    let block = "mail_plugins = quota\nquota \"User quota\" {\n  storage_size = 1G\n}\n"
    let quota = try answer("quota/User quota/quota_storage_size", file + block, users, is2_4: true)
    #expect(quota.implications.contains { $0.sentence.hasSuffix("this line in a named block wins over it.") })
  }
}
