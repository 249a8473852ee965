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
    guard case .setting(_, let alternatives) = read.changes[0].wish, let first = alternatives.first else {
      Issue.record("the first change sets")
      return
    }
    #expect(first.applies(to: .init(2, 3, 19)))
    #expect(!first.applies(to: .init(2, 4, 1)))
    guard case .service(let service) = read.changes[2].wish else {
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

  @Test("two wishes in one change, or none, are refused")
  func numberOfWishes() {
    let change = "[[change]]\nid = \"a\"\ntitle = \"A\"\nreason = \"r\"\nrisk = \"low\"\n"
    let removal = "[change.remove]\nparameter = \"p\"\nelement = \"e\"\n"
    let set = "[[change.set]]\ndaemon = \"dovecot\"\nsetting = \"s\"\nvalue = \"v\"\n"
    #expect(fault(Self.head + change)?.message.contains("exactly one wish") == true)
    #expect(fault(Self.head + change + removal + set)?.message.contains("exactly one wish") == true)
  }

  @Test("text that is not TOML is an error with the line of the fault")
  func syntaxFault() {
    #expect(fault("format = \"dovetrail/profile/1\"\nname = \n")?.line == 2)
    #expect(fault("a = \"\u{0}\"")?.message.contains("NUL") == true)
  }
}
