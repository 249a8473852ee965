import SettingsGraph
import Testing

@testable import Planning

@Suite("Profiles as TOML")
struct ProfileReaderTests {
  private static let head = """
    format = "dovetrail/profile/1"
    name = "x"
    title = "X"
    audience = "nobody"

    """

  private func profile(_ text: String) throws(DocumentError) -> Profile {
    try Profile(Array(text.utf8), path: "x.toml")
  }

  private func fault(_ text: String) -> DocumentError? {
    do throws(DocumentError) {
      _ = try profile(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("every shipped profile can be read, and has the name of its file")
  func shippedProfiles() throws {
    let files = BuiltInProfiles.files
    let profiles = try BuiltInProfiles.all()
    #expect(profiles.map { $0.name + ".toml" } == files.map(\.name))
    #expect(!profiles.isEmpty)
  }

  @Test("a change with a set, a removal or a service is one wish")
  func wishes() throws {
    let read = try profile(
      Self.head + """
        [[change]]
        id = "a"
        title = "A"
        reason = "r"
        risk = "low"
        weakens = ["w"]
        [[change.set]]
        daemon = "dovecot"
        setting = "ssl"
        value = "yes"
        version = "2.3"
        replaces = ["required"]

        [[change]]
        id = "b"
        title = "B"
        reason = "r"
        risk = "none"
        [change.remove]
        parameter = "p"
        element = "e"

        [[change]]
        id = "c"
        title = "C"
        reason = "r"
        risk = "high"
        [change.service]
        name = "submission"
        type = "inet"
        command = "smtpd"
        options = ["a=b=c"]
        """)
    #expect(read.changes.map(\.id) == ["a", "b", "c"])
    guard case .setting(let first) = read.changes[0].wishes.first else {
      Issue.record("the first change sets")
      return
    }
    #expect(first.versions.contains(.init(2, 3, 19)))
    #expect(!first.versions.contains(.init(2, 4, 1)))
    guard case .service(let service) = read.changes[2].wishes.first else {
      Issue.record("the third change is a service")
      return
    }
    #expect(service.options == [ServiceOptionWish(name: "a", value: "b=c")])
  }

  @Test("an unknown key is an error that names its line and what was probably meant")
  func unknownKey() {
    let error = fault(
      Self.head + """
        [[change]]
        id = "a"
        titel = "A"
        """)
    #expect(error?.message.contains("'title' is missing") == true)
    let second = fault(Self.head + "limit = [\"x\"]\n")
    #expect(second?.line == 5)
    #expect(second?.nextStep == "Did you mean 'limits'?")
  }

  @Test("a wrong type, a wrong word and a doubled id are errors with a line")
  func wrongValues() {
    #expect(fault("format = 3\n")?.line == 1)
    let change = "[[change]]\nid = \"a\"\ntitle = \"A\"\nreason = \"r\"\nrisk = \"enormous\"\n"
    let word = fault(Self.head + change)
    #expect(word?.line == 9)
    #expect(word?.message.contains("none, low, medium, high") == true)
    let whole = change.replacing("enormous", with: "low") + "[change.remove]\nparameter = \"p\"\nelement = \"e\"\n"
    #expect(fault(Self.head + whole) == nil)
    #expect(fault(Self.head + whole + whole)?.message.contains("stands twice") == true)
  }

  @Test("a change may have several wishes, in one order whatever the file's; none is refused")
  func numberOfWishes() throws {
    let change = "[[change]]\nid = \"a\"\ntitle = \"A\"\nreason = \"r\"\nrisk = \"low\"\n"
    let removal = "[change.remove]\nparameter = \"p\"\nelement = \"e\"\n"
    let set = "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"s\"\nvalue = \"v\"\n"
    #expect(fault(Self.head + change)?.message.contains("at least one wish") == true)
    #expect(try profile(Self.head + change + removal + set).changes[0].wishes.count == 2)
  }

  @Test("text that is not TOML is an error with the line of the fault")
  func syntaxFault() {
    #expect(fault("format = \"dovetrail/profile/1\"\nname = \n")?.line == 2)
    #expect(fault("a = \"\u{0}\"")?.message.contains("NUL") == true)
  }

  @Test("an unknown key deep inside is an error on its own line, with what was probably meant")
  func nestedKey() {
    let change = "[[change]]\nid = \"a\"\ntitle = \"A\"\nreason = \"r\"\nrisk = \"low\"\n"
    let set = "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"s\"\nvalue = \"v\"\n"
    let second = change.replacing("\"a\"", with: "\"b\"") + set + set + "protokol = \"pop3\"\n"
    let error = fault(Self.head + change + set + second)
    #expect(error?.line == 4 + 9 + 13 + 1)
    #expect(error?.message == "change[2].set[2]: unknown key 'protokol'")
    #expect(error?.nextStep == "Did you mean 'protocol'?")
  }

  private static let parameters = """
    [[parameter]]
    name = "networks"
    type = "networks"
    title = "T"
    [[parameter]]
    name = "relay"
    type = "boolean"
    title = "T"
    default = false
    [[grade]]
    title = "one"
    cost = "nothing"

    """

  private func change(_ lines: String, set: String = "value = \"v\"") -> String {
    "[[change]]\nid = \"a\"\ntitle = \"A\"\nreason = \"r\"\nrisk = \"low\"\n\(lines)\n"
      + "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"s\"\n\(set)\n"
  }

  @Test(
    "what a change refers to must be declared",
    arguments: [
      ("grades = [2]", "value = \"v\"", "there is no grade 2", "The profile has 1 [[grade]] tables."),
      ("when = \"rellay\"", "value = \"v\"", "there is no parameter 'rellay'", "Did you mean 'relay'?"),
      ("when = \"relay=often\"", "value = \"v\"", "relay: 'often' is not yes or no.", "`dovetrail profiles NAME`"),
      ("", "value = \"{{network}}\"", "there is no parameter 'network'", "Did you mean 'networks'?"),
      ("", "value = \"v\"\nversion = \"new\"", "'new' is no range of versions", "Write 2.3, >=3.6 or <3.6."),
      ("", "value = \"v\"\nremote = \"10.0.0.1/8\"", "'10.0.0.1/8' is no network", "Write 192.0.2.0/24"),
      ("", "value = \"v\"\nservice = \"submission/inet\"", "Dovecot has no such scope", "Scope it by protocol"),
      ("expires = \"2027-02-29\"", "value = \"v\"", "'2027-02-29' is no date", "Write it as 2027-06-30."),
      ("needs = [\"b\"]", "value = \"v\"", "there is no change 'b' above this one", "Name changes"),
    ])
  func references(lines: String, set: String, message: String, nextStep: String) {
    let error = fault(Self.head + Self.parameters + change(lines, set: set))
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    #expect(error?.nextStep.hasPrefix(nextStep) == true, "\(String(describing: error))")
    #expect(error?.line != nil)
  }

  @Test("versions are a line, or bounds")
  func versions() throws {
    let line = try #require(VersionRange("2.3"))
    #expect(line.contains(.init(2, 3, 21)) && !line.contains(.init(2, 4)))
    let bounds = try #require(VersionRange(">=3.5.24 <3.7"))
    #expect(bounds.contains(.init(3, 6, 1)) && !bounds.contains(.init(3, 5, 23)) && !bounds.contains(.init(3, 7)))
    #expect(VersionRange("") == nil && VersionRange(">=x") == nil)
  }
}
