import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("A configuration on the graph")
struct ConfigurationTests {
  @Test(
    "a wrong macro in a value that other values are computed from is told once", arguments: ["myhostname", "relayhost"])
  func wrongMacroOnce(name: String) {
    let reading = Reading(main: "\(name) = ${a\nmynetworks = 127.0.0.1\n")
    let told = reading.configuration.diagnostics
    #expect(told.map(\.code) == ["postfix.macro"], "\(told.map(\.message))")
    #expect(told.first?.isRefusedByDaemon == true)
  }

  private func resolution(_ reading: Reading, _ name: String, service: String? = nil) throws -> Resolution {
    let setting = try #require(reading.graph.find(.postfix, Array(name.utf8)))
    return reading.configuration.precedence.resolution(of: setting, in: Context(service: service), of: reading.graph)
  }

  private func value(_ reading: Reading, _ name: String, service: String? = nil) throws -> String {
    let resolution = try resolution(reading, name, service: service)
    return try #require(
      reading.configuration.expandedValue(of: resolution, in: reading.graph, files: reading.files)
    ).shown(in: reading.files)
  }

  private let master = """
    smtp inet n - y - - smtpd
    submission inet n - y - - smtpd
      -o smtpd_tls_security_level=encrypt
      -o smtpd_tls_security_level=none
    """

  @Test("the last assignment of main.cf wins, and the earlier one says why it lost")
  func lastWins() throws {
    let reading = Reading(main: "relayhost = a\nrelayhost = b\n")
    let resolution = try resolution(reading, "relayhost")
    #expect(try value(reading, "relayhost") == "b")
    #expect(resolution.beaten.map(\.reason) == [.builtInDefault, .laterInSameScope])
  }

  @Test("an -o option wins for its service alone, the last of two")
  func serviceOption() throws {
    let reading = Reading(main: "smtpd_tls_security_level = may\n", master: master)
    #expect(try value(reading, "smtpd_tls_security_level") == "may")
    #expect(try value(reading, "smtpd_tls_security_level", service: "submission") == "none")
    #expect(try value(reading, "smtpd_tls_security_level", service: "smtp/inet") == "may")
    let reasons = try resolution(reading, "smtpd_tls_security_level", service: "submission").beaten.map(\.reason)
    #expect(reasons == [.builtInDefault, .serviceOption, .laterInSameScope])
  }

  @Test("a macro in main.cf sees the option of the service that asks")
  func macroSeesOption() throws {
    let reading = Reading(
      main: "smtpd_banner = $myhostname ${who?{$who}:{none}}\nmyhostname = h.example\n",
      master: "submission inet n - y - - smtpd -o who=sub\n")
    #expect(try value(reading, "smtpd_banner") == "h.example none")
    #expect(try value(reading, "smtpd_banner", service: "submission") == "h.example sub")
  }

  @Test("the options of an entry that a later one replaces have no effect")
  func replacedEntry() throws {
    let reading = Reading(
      main: "", master: "smtp inet n - n - - smtpd -o smtpd_banner=1\n25 inet n - n - - smtpd -o smtpd_timeout=3\n")
    #expect(reading.configuration.services.map(\.isReplaced) == [true, false])
    #expect(
      try resolution(reading, "smtpd_banner", service: "smtp/inet").winner.map { reading.graph[$0].valueSpan }
        == .some(nil))
  }

  @Test("defaults move with compatibility_level and say so")
  func levels() throws {
    for (level, expected, condition) in [
      ("0", "yes", "compatibility_level < 1"), ("3.6", "no", "compatibility_level >= 1"),
    ] {
      var reading = Reading(main: "compatibility_level = \(level)\nappend_dot_mydomain = no\n")
      #expect(reading.configuration.values.expandedValue(of: "smtpd_relay_restrictions")?.isEmpty == (level == "0"))
      var graph = reading.graph
      reading.configuration.addAllDefaults(to: &graph)
      let setting = try #require(graph.find(.postfix, Array("append_dot_mydomain".utf8)))
      guard case .builtInDefault(let told) = graph[graph.assignments(of: setting)[0]].origin else {
        Issue.record("the default is not on the graph")
        continue
      }
      #expect(told == condition)
      reading = Reading(main: "compatibility_level = \(level)\n")
      #expect(reading.configuration.values.expandedValue(of: "append_dot_mydomain")?.text == expected)
    }
  }

  @Test("a line swallowed by the value above is told with its reason")
  func swallowed() throws {
    let reading = Reading(main: "mydestination = a\n  relayhost = b\n#relayhost = c\n")
    let mentions = reading.configuration.unreadMentions(of: "relayhost", in: reading.graph, files: reading.files)
    #expect(mentions.map(\.reason) == [.swallowedByContinuation, .commentedOut])
    #expect(reading.configuration.diagnostics.map(\.code).contains("postfix.swallowed-assignment"))
  }

  @Test("options left under a commented service are told, since they belong to the service above")
  func strayOptions() {
    let reading = Reading(
      main: "", master: "smtp inet n - y - - smtpd\n#submission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
    )
    #expect(reading.configuration.diagnostics.map(\.code).contains("postfix.stray-option"))
  }

  @Test("a missing file is told, and the other is read")
  func missingFiles() {
    let tree = ServerTree(files: [("/etc/postfix/main.cf", Array("biff = no\n".utf8))])
    let reading = Reading(tree, ProgramVersion(3, 7, 11))
    #expect(reading.configuration.main?.entries.count == 1)
    #expect(reading.daemonMessages.contains("open /etc/postfix/master.cf: No such file or directory"))
    let directory = ServerTree(files: [("/etc/postfix/main.cf/x", [])], unreadable: ["/etc/postfix/master.cf"])
    let other = Reading(directory, ProgramVersion(3, 7, 11))
    #expect(other.daemonMessages.contains("open /etc/postfix/main.cf: Is a directory"))
    #expect(other.daemonMessages.contains("open /etc/postfix/master.cf: Permission denied"))
  }

  @Test(
    "a value that a program refuses is told in its words",
    arguments: [
      ("soft_bounce = true", "bad boolean configuration: soft_bounce = true"),
      ("message_size_limit = 10M", "bad numerical configuration: message_size_limit = 10M"),
      ("max_idle = 5y", "parameter max_idle: bad time value or unit: 5y"),
      ("mydestination a b", "/etc/postfix/main.cf, line 1: missing '=' after attribute name: \"mydestination a b\""),
      ("= x", "/etc/postfix/main.cf, line 1: missing attribute name: \"= x\""),
      ("mynetworks_style = hots", "unknown mynetworks mask style value \"hots\" in \"hots\""),
    ])
  func refusedValues(line: String, message: String) {
    let reading = Reading(main: line + "\n", master: "smtp inet n - y - - smtpd\n")
    let found = reading.configuration.diagnostics.first { $0.daemonMessage == message }
    #expect(found?.isRefusedByDaemon == true)
    #expect(found?.nextStep.isEmpty == false)
  }

  @Test("an unknown name is told with what was probably meant")
  func unknownName() {
    let reading = Reading(main: "smtpd_helo_restriction = reject\nfoo = 1\nbiff = ${foo}\n")
    let found = reading.configuration.diagnostics.first { $0.code == "postfix.unused-parameter" }
    #expect(found?.daemonMessage == "/etc/postfix/main.cf: unused parameter: smtpd_helo_restriction=reject")
    #expect(found?.nextStep == "Did you mean smtpd_helo_restrictions?")
    #expect(reading.configuration.lookUp("foo", in: reading.graph) == .known(path: "foo"))
    #expect(
      reading.configuration.lookUp("smtpd_reject_filter_maps", in: reading.graph)
        == .unknown(suggestions: ["smtpd_reject_footer_maps"], otherVersion: "3.11.7"))
  }

  @Test("an unknown word in a restriction list is told where it stands")
  func unknownRestriction() throws {
    let reading = Reading(main: "smtpd_helo_restrictions = permit_mynetworks,\n  reject_fqdn\n")
    let found = try #require(reading.configuration.diagnostics.first { $0.code == "postfix.restriction" })
    guard case .span(let span) = found.place else { return }
    #expect(reading.files.bytes(of: span).text == "reject_fqdn")
    #expect(found.daemonMessage == "unknown smtpd restriction: \"reject_fqdn\"")
  }

  @Test("what makes a value moot is told")
  func implications() throws {
    let reading = Reading(
      main: """
        mynetworks = 127.0.0.0/8
        mynetworks_style = host
        smtpd_tls_security_level = may
        smtpd_use_tls = no
        smtpd_helo_restrictions = permit_sasl_authenticated, reject

        """)
    let asked = { (name: String) throws in
      reading.configuration.implications(
        of: try resolution(reading, name), in: reading.graph, files: reading.files)
    }
    #expect(try asked("mynetworks_style").map(\.makesMoot) == [true])
    #expect(try asked("smtpd_use_tls").map(\.makesMoot) == [true])
    #expect(try asked("smtpd_helo_restrictions").count == 3)
  }

  @Test("a password in a value is hidden, a reference to a table is not")
  func secrets() throws {
    let reading = Reading(
      main:
        "smtp_sasl_password_maps = inline:{x=user:secret}\nlmtp_sasl_password_maps = hash:/etc/postfix/sasl\nx_bind_pw = secret\n"
    )
    for assignment in reading.graph.assignments where assignment.origin.span != nil {
      let name = reading.graph.name(of: assignment.setting)
      #expect(assignment.value.isSecret == (name != "lmtp_sasl_password_maps"), "\(name)")
    }
    #expect(!reading.configuration.diagnostics.contains { ($0.daemonMessage ?? $0.message).contains("secret") })
  }

  @Test("what is in effect comes in reading order, options in the scope of their service")
  func effectiveAssignments() {
    let reading = Reading(main: "relayhost = a\nbiff = no\nrelayhost = b\nnonsense = 1\n", master: master)
    let all = reading.configuration.effectiveSettings(in: nil, of: reading.graph)
    #expect(all.map { reading.graph.name(of: $0.setting) } == ["biff", "relayhost", "smtpd_tls_security_level"])
    #expect(reading.graph.description(of: all[2].scope) == "service submission/inet")
    let one = reading.configuration.effectiveSettings(in: Context(service: "smtp"), of: reading.graph)
    #expect(one.map { reading.graph.name(of: $0.setting) } == ["biff", "relayhost"])
  }
}
