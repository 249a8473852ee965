import Audit
import Testing

@Suite("RelayForAnyKey")
struct RelayForAnyKeyTests {
  @Test(
    "a table that says OK to everybody before relaying is refused",
    arguments: [
      "check_client_access static:OK, reject_unauth_destination",
      "check_client_access cidr:/etc/postfix/clients, reject_unauth_destination",
      "static:OK, reject_unauth_destination",
      "check_recipient_access regexp:/etc/postfix/all, defer_unauth_destination",
    ])
  func bad(list: String) throws {
    let others = ["/etc/postfix/clients": "0.0.0.0/0 OK\n", "/etc/postfix/all": "/./ OK\n"]
    let tree = AuditedTree(main: "smtpd_relay_restrictions = \(list)", others: others)
    #expect(tree.lines(try #require(tree.findings("DT0103").first)) == [2])
  }

  @Test(
    "own clients, an OK behind the refusal, and a refusal in the relay list are right",
    arguments: [
      "smtpd_relay_restrictions = check_client_access cidr:/etc/postfix/own, reject_unauth_destination",
      "smtpd_relay_restrictions = reject_unauth_destination, check_client_access static:OK",
      "smtpd_relay_restrictions = reject_unauth_destination\nsmtpd_recipient_restrictions = check_client_access static:OK",
      "smtpd_relay_restrictions = check_client_access static:REJECT, reject_unauth_destination",
    ])
  func good(main: String) {
    #expect(!AuditedTree(main: main, others: ["/etc/postfix/own": "192.0.2.0/24 OK\n"]).finds("DT0103"))
  }
}
