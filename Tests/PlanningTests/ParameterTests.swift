import Testing

@testable import Planning

@Suite("Parameters of profiles")
struct ParameterTests {
  private func parameter(_ kind: Parameter.Kind, choices: [String] = []) -> Parameter {
    Parameter(name: "p", kind: kind, title: "T", choices: choices, defaultValue: nil)
  }

  @Test(
    "values are read by type",
    arguments: [
      (
        Parameter.Kind.networks, "192.0.2.0/24, 2001:db8::/32,192.0.2.7",
        ["192.0.2.0/24", "2001:db8::/32", "192.0.2.7"]
      ),
      (.hostName, "mail.example.net", ["mail.example.net"]), (.address, "2001:db8::1", ["2001:db8::1"]),
      (.address, "", [""]), (.port, "2525", ["2525"]), (.choice, "one", ["one"]), (.boolean, "true", ["yes"]),
      (.boolean, "no", ["no"]),
    ])
  func values(kind: Parameter.Kind, text: String, wanted: [String]) throws {
    #expect(try parameter(kind, choices: ["one", "two"]).value(text) == wanted)
  }

  @Test(
    "what is no value is refused, with what was probably meant",
    arguments: [
      (Parameter.Kind.networks, "192.0.2.7/24", "192.0.2.0/24"), (.networks, "", nil), (.networks, "everywhere", nil),
      (.networks, "192.0.2.0/33", nil), (.hostName, "mail_1.example", nil), (.hostName, "-a.example", nil),
      (.address, "192.0.2", nil), (.port, "0", nil), (.port, "65536", nil), (.choice, "ttwo", "two"),
      (.boolean, "yess", "yes"), (.boolean, "maybe", nil),
    ] as [(Parameter.Kind, String, String?)])
  func faults(kind: Parameter.Kind, text: String, near: String?) {
    let parameter = parameter(kind, choices: ["one", "two"])
    let error = ParameterError.invalid(parameter: "p", value: text, expected: parameter.expectation, near: near)
    #expect(throws: error) { try parameter.value(text) }
    #expect(near == nil || error.nextStep == "Did you mean '\(near ?? "")'?")
  }

  private var profile: Profile {
    get throws {
      let profiles = try BuiltInProfiles.all()
      return try #require(profiles.first { $0.name == "legacy-windows-live-mail" })
    }
  }

  @Test("an unknown parameter, a missing '=' and a grade that is not there are refused")
  func requests() throws {
    let profiles = [try profile]
    let unknown = ParameterError.unknown("network", known: ["networks", "old-tls-for"], near: "networks")
    #expect(throws: unknown) {
      try ProfileRequest.requests(for: profiles, grade: nil, assignments: ["network=192.0.2.0/24"])
    }
    #expect(throws: ParameterError.notAnAssignment("networks")) {
      try ProfileRequest.requests(for: profiles, grade: nil, assignments: ["networks"])
    }
    #expect(throws: ParameterError.noSuchGrade(5, profile: "legacy-windows-live-mail", count: 4)) {
      try ProfileRequest.requests(for: profiles, grade: 5, assignments: [])
    }
  }

  @Test("grades choose changes; without one the profile says itself which are proposed")
  func grades() throws {
    let profile = try profile
    #expect(profile.changes(at: 1).allSatisfy { $0.risk <= .low && $0.weakens.isEmpty })
    #expect(profile.changes(at: 3).contains { $0.id == "dovecot-plaintext-networks" })
    #expect(!profile.changes(at: 3).contains { $0.id == "dovecot-plaintext-login" })
    #expect(
      profile.changes(at: nil).map(\.id) == [
        "dovecot-ssl-optional", "dovecot-plaintext-login", "postfix-helo-fqdn", "postfix-helo-dns",
        "postfix-submission",
      ])
  }

  @Test("a condition on a parameter proposes a change or not; several networks make a wish for each")
  func filling() throws {
    func wishes(_ assignments: [String]) throws -> [Wish] {
      let requests = try ProfileRequest.requests(for: [try profile], grade: 2, assignments: assignments)
      return requests[0].changes.filter { $0.change.id.hasPrefix("dovecot-old-tls") }.flatMap(\.change.wishes)
    }
    func scopes(_ wishes: [Wish]) -> [String] {
      wishes.compactMap { wish in
        if case .setting(let wish) = wish { return wish.scope.description }
        return nil
      }
    }
    #expect(scopes(try wishes([])) == ["", ""])
    let two = try wishes(["old-tls-for=networks", "networks=192.0.2.0/24,198.51.100.0/24"])
    #expect(
      scopes(two).sorted()
        == ["192.0.2.0/24", "192.0.2.0/24", "198.51.100.0/24", "198.51.100.0/24"].map { "remote \($0)" })
  }

  @Test("text keeps what is no parameter")
  func templates() {
    let template = Template("%{user} {{ a }}, {{b}} {c} {{d")
    #expect(template.names == ["a", "b"])
    #expect(template.filled(with: ["a": ["1", "2"]]) == "%{user} 1,2, {{b}} {c} {{d")
  }
}
