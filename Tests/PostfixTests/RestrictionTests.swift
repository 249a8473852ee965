import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("Restriction lists")
struct RestrictionTests {
  /// What is told about one value: the element, and the words of the program.
  private func told(
    _ main: String, version: ProgramVersion = ProgramVersion(3, 10, 13), code: String? = nil
  ) -> [String] {
    let reading = Reading(main: "mynetworks = 127.0.0.1\n" + main + "\n", version: version)
    return reading.configuration.diagnostics.compactMap { found in
      guard code.map({ $0 == found.code }) ?? ["postfix.restriction", "postfix.smtpd-refuses"].contains(found.code),
        case .span(let span) = found.place
      else { return nil }
      return "\(reading.files.bytes(of: span).text) | \(found.daemonMessage ?? "-")"
    }
  }

  /// As smtpd and postscreen 3.5.25 and 3.10.13 say when they meet such a list.
  private static let cases: [(value: String, told: [String])] = [
    ("permit_mynetworks, reject_foo", ["reject_foo | unknown smtpd restriction: \"reject_foo\""]),
    ("{ reject }", ["{ reject } | unknown smtpd restriction: \"{ reject }\""]),
    (
      "check_client_access foo",
      ["check_client_access foo | restriction check_client_access: bad argument \"foo\": need maptype:mapname"]
    ),
    (
      "check_client_access",
      [
        "check_client_access | restriction check_client_access: bad argument \"check_client_access\": need maptype:mapname"
      ]
    ),
    (
      "check_policy_service",
      ["check_policy_service | restriction check_policy_service must be followed by transport:server"]
    ),
    (
      "check_policy_service, reject",
      ["check_policy_service, reject | need service transport:endpoint instead of \"reject\""]
    ),
    ("check_policy_service {unix:private/x, default_action=DUNNO}", []),
    (
      "sleep 5, sleep",
      [
        "sleep | restriction sleep must be followed by number"
      ]
    ), ("sleep x", ["sleep x | restriction sleep must be followed by number"]),
    ("reject_rbl_client", ["reject_rbl_client | restriction reject_rbl_client requires domain name argument"]),
    (
      "check_relay_domains",
      [
        "check_relay_domains | support for restriction \"check_relay_domains\" has been removed in Postfix 3.9; "
          + "instead, specify \"reject_unauth_destination\""
      ]
    ),
    (
      "reject_maps_rbl",
      [
        "reject_maps_rbl | support for restriction \"reject_maps_rbl\" has been removed in Postfix 3.9; instead, "
          + "specify \"reject_rbl_client domain-name\""
      ]
    ),
    ("inline:{a=REJECT}, static:x, Permit_MyNetworks", []),
  ]

  @Test("what smtpd cannot use in a list is told where it stands, in smtpd's words", arguments: cases.indices)
  func faults(index: Int) {
    let (value, words) = Self.cases[index]
    for list in ["client", "helo", "sender", "etrn"] {
      #expect(told("smtpd_\(list)_restrictions = \(value)") == words, "\(value)")
    }
  }

  @Test("a restriction that is gone in 3.9 is none before")
  func removed() {
    #expect(told("smtpd_client_restrictions = reject_maps_rbl", version: ProgramVersion(3, 7, 11)).isEmpty)
  }

  @Test("the list of a class is read as a list, also in a service")
  func classes() {
    let main = "smtpd_restriction_classes = k, m\nk = m, reject_foo\nm = check_sender_access\nother = reject_foo\n"
    #expect(told(main).map { $0.prefix { $0 != " " } } == ["reject_foo", "check_sender_access"])
    let reading = Reading(
      main: "smtpd_restriction_classes = k\nk = permit\n", master: "smtp inet n - n - - smtpd -o k=permit_foo\n")
    #expect(
      reading.configuration.diagnostics.contains { $0.daemonMessage == "unknown smtpd restriction: \"permit_foo\"" })
  }

  @Test("a bare table in the lists for DATA has no check")
  func bareTable() {
    #expect(told("smtpd_data_restrictions = inline:{a=b}") == ["inline:{a=b} | -"])
    #expect(told("smtpd_end_of_data_restrictions = check_sender_access inline:{a=b}").isEmpty)
  }

  @Test(
    "lists of few words know only those",
    arguments: [
      (
        "postscreen_access_list = PERMIT_mynetworks dunno cidr:/x, foo, bar",
        ["foo | postscreen_access_list: unknown command: foo -- ignoring the remainder of this access list"]
      ),
      (
        "postscreen_access_list = check_client_access static:x",
        [
          "check_client_access | postscreen_access_list: unknown command: check_client_access -- ignoring the remainder "
            + "of this access list"
        ]
      ),
      (
        "local_header_rewrite_clients = permit",
        ["permit | parameter local_header_rewrite_clients: invalid request: permit"]
      ),
      (
        "local_header_rewrite_clients = static:x, permit_inet_interfaces, check_address_map",
        [
          "check_address_map | restriction check_address_map: bad argument \"check_address_map\": need maptype:mapname"
        ]
      ),
    ] as [(String, [String])])
  func fewWords(main: String, words: [String]) {
    #expect(told(main) == words)
  }

  private static let sites: [(String, String?)] = [
    ("a.example*x", "bad DNSBL weight factor \"x\" in \"a.example*x\""),
    ("a.example*", "bad DNSBL weight factor \"\" in \"a.example*\""),
    ("a.example*2x", "bad DNSBL weight factor \"2x\" in \"a.example*2x\""),
    ("-a.example", "bad DNSBL domain name \"-a.example\" in \"-a.example\""),
    ("*2", "bad DNSBL domain name \"\" in \"*2\""),
    ("a.example=127", "bad DNSBL filter syntax: need \".\" at \"127><\""),
    ("a.example=127.0.0.[1..]", "bad DNSBL filter syntax: numeric range error at \"127.0.0.[1..>]<\""),
    ("a.example=127.0.0.[5..3]", "bad DNSBL filter syntax: numeric range error at \"127.0.0.[5..>3<]\""),
    ("a.example=127.0.0.[]", "bad DNSBL filter syntax: need decimal number 0..255 at \"127.0.0.[>]<\""),
    ("a.example=127.0.0.300", "bad DNSBL filter syntax: need decimal number 0..255 or \"[\" at \"127.0.0.>300<\""),
    ("a.example=127.0.0.x", "bad DNSBL filter syntax: need decimal number 0..255 or \"[\" at \"127.0.0.>x<\""),
    ("a.example=127.0.0.2.3", "bad DNSBL filter syntax: garbage after pattern at \"127.0.0.2>.<3\""),
    ("a.example=", "bad DNSBL filter syntax: empty address pattern"),
    ("a.example=127.0.0.[1;3..5]*-3, b.example", nil),
  ]

  @Test("a list of postscreen that it cannot read is told in its words", arguments: sites.indices)
  func blockLists(index: Int) {
    let (value, words) = Self.sites[index]
    let found = told("postscreen_dnsbl_sites = \(value)", code: "postfix.postscreen-refuses")
    #expect(found.map { $0.drop { $0 != "|" }.dropFirst(2) } == [words].compactMap { $0.map { $0[...] } })
  }

  @Test("an action that postscreen does not know ends it")
  func actions() {
    let code = "postfix.postscreen-refuses"
    #expect(told("postscreen_dnsbl_action = foo", code: code) == ["foo | bad postscreen_dnsbl_action value: foo"])
    #expect(told("postscreen_greet_action = Drop", code: code).isEmpty)
  }
}
