import SettingsGraph
import Testing

@testable import Postfix

@Suite("Networks, logins and the lists that name them")
struct ListTests {
  private static let submission = """
    smtp inet n - n - - smtpd
    submission inet n - n - - smtpd
      -o smtpd_sasl_auth_enable=yes
      -o smtpd_client_restrictions=permit_sasl_authenticated,reject

    """

  @Test("a list of a service without permit_mynetworks makes mynetworks moot there")
  func networks() throws {
    let main = "mynetworks = 192.0.2.0/24\n"
    let there = try Implied("mynetworks", main: main, master: Self.submission, service: "submission")
    #expect(there.moot.count == 1 && there.says("smtpd_client_restrictions"))
    #expect(
      there.actions == [
        .set("smtpd_client_restrictions", value: "permit_mynetworks,permit_sasl_authenticated,reject")
      ])
    let anywhere = try Implied("mynetworks", main: main, master: Self.submission)
    #expect(
      anywhere.moot.isEmpty && anywhere.says("The service submission/inet has a smtpd_client_restrictions of its own"))
    #expect(try Implied("mynetworks", main: main, master: Self.submission, service: "smtp").all.isEmpty)
  }

  @Test("a client that has logged in is refused by a list that does not name permit_sasl_authenticated")
  func logins() throws {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_client_restrictions = permit_mynetworks, reject\n"
    let implied = try Implied("smtpd_sasl_auth_enable", main: main, master: Self.submission, service: "smtp")
    #expect(implied.says("smtpd_client_restrictions") && implied.moot.isEmpty)
  }

  @Test("a word that smtpd does not know is told with the one that is near")
  func unknownWord() throws {
    let list = "permit_mynetworks,\n  reject_unknow_client, reject_unauth_destination"
    let implied = try Implied("smtpd_recipient_restrictions", main: "smtpd_recipient_restrictions = \(list)\n")
    #expect(implied.says("smtpd does not know reject_unknow_client") && implied.moot.isEmpty)
    guard case .set(_, let value)? = implied.all.first?.remedy?.action else { return #expect(Bool(false)) }
    #expect(value.contains(" reject_unknown_client, reject_unauth_destination"), "\(value)")
    for right in ["permit_mynetworks, $mua, hash:/etc/x, mine", "check_client_access hash:/etc/x, sleep 1"] {
      let main = "smtpd_restriction_classes = mine\nsmtpd_client_restrictions = \(right)\n"
      #expect(try !Implied("smtpd_client_restrictions", main: main).says("does not know"), "\(right)")
    }
  }

  @Test("a check without its table is told, and a word that smtpd does not know is asked of no other list")
  func unusableWords() throws {
    let main =
      "smtpd_relay_restrictions = permit_mynetworks, reject\n"
      + "smtpd_recipient_restrictions = permit_mynetwork, reject_unauth_destination, check_client_access\n"
    let implied = try Implied("smtpd_recipient_restrictions", main: main)
    #expect(implied.says("check_client_access cannot be used, since it needs a table"))
    #expect(implied.says("smtpd does not know permit_mynetwork") && !implied.says("is asked too"))
  }

  @Test("permit_sasl_authenticated without SASL, and the settings of SASL without it")
  func saslOff() throws {
    let list = try Implied(
      "smtpd_client_restrictions", main: "smtpd_client_restrictions = permit_sasl_authenticated, reject\n")
    #expect(list.actions == [.set("smtpd_sasl_auth_enable", value: "yes")])
    #expect(try Implied("smtpd_sasl_path", main: "smtpd_sasl_path = x\n").moot.count == 1)
    #expect(try Implied("smtp_sasl_password_maps", main: "smtp_sasl_password_maps = static:x\n").moot.count == 1)
    #expect(try Implied("smtpd_sasl_path", main: "smtpd_sasl_path = x\nsmtpd_sasl_auth_enable = yes\n").all.isEmpty)
    let socket = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_path = private/auth\n"
    #expect(
      try Implied("smtpd_sasl_path", main: socket).moot.map { $0.remedy?.action } == [
        .set("smtpd_sasl_type", value: "dovecot")
      ])
    #expect(try Implied("smtpd_sasl_path", main: socket + "smtpd_sasl_type = dovecot\n").all.isEmpty)
  }

  @Test("a switch that one service has on is on somewhere: nothing is moot for all")
  func onForOneService() throws {
    let sasl = try Implied("smtpd_sasl_path", main: "smtpd_sasl_path = x\n", master: Self.submission)
    #expect(sasl.all.isEmpty)
    #expect(
      try Implied("smtpd_sasl_path", main: "smtpd_sasl_path = x\n", master: Self.submission, service: "smtp").moot.count
        == 1)
    let tls = "smtp inet n - n - - smtpd\n  -o smtpd_tls_security_level=may\n"
    #expect(try Implied("smtpd_tls_cert_file", main: "smtpd_tls_cert_file = /x\n", master: tls).all.isEmpty)
  }

  @Test("AUTH over TLS alone, and no TLS: nobody logs in")
  func authOnly() throws {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\n"
    let implied = try Implied("smtpd_sasl_auth_enable", main: main)
    #expect(implied.moot.map(\.sentence).first?.contains("nobody can log in") == true)
    #expect(implied.moot.map { $0.remedy?.action } == [.set("smtpd_tls_security_level", value: "may")])
    let withTLS = try Implied("smtpd_sasl_auth_enable", main: main + "smtpd_tls_security_level = may\n")
    #expect(withTLS.moot.isEmpty && withTLS.says("does not offer AUTH on a connection without TLS"))
    #expect(try Implied("smtpd_tls_auth_only", main: "smtpd_tls_auth_only = yes\n").moot.count == 1)
  }

  @Test("settings of TLS without TLS are not used")
  func tlsOff() throws {
    #expect(try Implied("smtpd_tls_cert_file", main: "smtpd_tls_cert_file = /x\n").moot.count == 1)
    #expect(try Implied("smtpd_tls_cert_file", main: "smtpd_tls_cert_file = /x\nsmtpd_use_tls = yes\n").all.isEmpty)
  }

  @Test("what one of the two recipient lists permits, the other may still refuse")
  func otherList() throws {
    let main =
      "smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination\nsmtpd_recipient_restrictions = permit_tls_clientcerts, reject_rbl_client x.example\n"
    let implied = try Implied("smtpd_recipient_restrictions", main: main)
    #expect(implied.says("smtpd_relay_restrictions") && implied.says("does not name permit_tls_clientcerts"))
    #expect(
      implied.actions.contains(
        .set("smtpd_relay_restrictions", value: "permit_tls_clientcerts, permit_mynetworks, reject_unauth_destination"))
    )
  }

  @Test("what stands behind reject is never asked; a warning is none")
  func unreachable() throws {
    #expect(
      try Implied("smtpd_client_restrictions", main: "smtpd_client_restrictions = reject, permit_mynetworks\n").says(
        "is never asked: permit_mynetworks"))
    #expect(
      try Implied(
        "smtpd_client_restrictions", main: "smtpd_client_restrictions = warn_if_reject reject, permit_mynetworks\n"
      ).all.isEmpty)
  }

  @Test("a strict HELO list of main.cf counts on the ports of users, unless they have their own or permit first")
  func helo() throws {
    let main = "smtpd_helo_required = yes\nsmtpd_helo_restrictions = reject_non_fqdn_helo_hostname\n"
    #expect(
      try Implied("smtpd_helo_restrictions", main: main, master: Self.submission).says(
        "submission/inet takes this list from main.cf"))
    let own = Self.submission + "  -o smtpd_helo_restrictions=\n"
    #expect(try Implied("smtpd_helo_restrictions", main: main, master: own).all.isEmpty)
    let permitted = main.replacing("= reject", with: "= permit_sasl_authenticated, reject")
    #expect(!(try Implied("smtpd_helo_restrictions", main: permitted, master: Self.submission).says("takes this list")))
  }

  @Test("an old name is the default of the new one, and moot where that is set")
  func oldName() throws {
    #expect(try Implied("virtual_maps", main: "virtual_maps = static:x\n").moot.isEmpty)
    let both = try Implied("virtual_maps", main: "virtual_maps = static:x\nvirtual_alias_maps =\n")
    #expect(
      both.moot.map(\.sentence).first?.contains("virtual_alias_maps is set (/etc/postfix/main.cf:2), and counts")
        == true)
  }

  @Test("a list that ends in reject refuses whom it does not name")
  func refusedHere() throws {
    let main = "mynetworks = 192.0.2.0/24\n"
    let list = try Implied("smtpd_client_restrictions", main: main, master: Self.submission, service: "submission")
    #expect(list.says("does not name permit_mynetworks, so the clients in mynetworks are refused here"))
    #expect(!list.says("permit_sasl_authenticated, so"))
    let other = Self.submission.replacing("=permit_sasl_authenticated,", with: "=permit_mynetworks,")
    let logins = try Implied("smtpd_client_restrictions", main: "", master: other, service: "submission")
    #expect(logins.says("does not name permit_sasl_authenticated, so clients that have logged in are refused here"))
  }

  @Test("a word that permits relaying and stands behind the one that refuses it is told with the order that works")
  func behindRefusal() throws {
    func asked(_ list: String) throws -> Implied {
      try Implied("smtpd_relay_restrictions", main: "smtpd_relay_restrictions = \(list)\n", master: Self.submission)
    }
    let late = try asked("permit_mynetworks reject_unauth_destination permit_sasl_authenticated")
    #expect(late.says("reject_unauth_destination stands before permit_sasl_authenticated"))
    #expect(
      late.actions.contains(
        .set(
          "smtpd_relay_restrictions",
          value: "permit_sasl_authenticated, permit_mynetworks, reject_unauth_destination")))
    #expect(!(try asked("permit_mynetworks permit_sasl_authenticated reject_unauth_destination")).says("stands before"))
    // A list with arguments is not put together anew.
    let arguments = try asked("reject_unauth_destination reject_rbl_client rbl.example permit_mynetworks")
    #expect(arguments.says("stands before permit_mynetworks"))
    #expect(!arguments.actions.contains { if case .set("smtpd_relay_restrictions", _)? = $0 { true } else { false } })
  }
}
