internal import SettingsGraph
internal import SourceText
internal import Testing

@Suite struct SettingsGraphTests {
  private static let dovecot = DaemonName(rawValue: "dovecot")
  private static let postfix = DaemonName(rawValue: "postfix")

  private static func assignment(_ setting: SettingID, _ value: String) -> Assignment {
    Assignment(
      setting: setting, scope: .global, value: SettingValue(Array(value.utf8)), valueSpan: nil,
      origin: .builtInDefault(condition: nil))
  }

  @Test("a setting is a daemon and a path: the same name of two daemons is two settings")
  func settings() {
    var graph = SettingsGraph()
    let one = graph.setting(Self.dovecot, "protocols".utf8)
    let other = graph.setting(Self.postfix, "protocols".utf8)
    #expect(one != other)
    #expect(graph.setting(Self.dovecot, "protocols".utf8) == one)
    #expect(graph.find(Self.postfix, "protocols".utf8) == other)
    #expect(graph.find(Self.postfix, "ssl".utf8) == nil)
    #expect(graph.name(of: one) == "protocols")
    #expect(graph[one].daemon == Self.dovecot)
    #expect(graph.settings.count == 2)
  }

  @Test("the assignments of a setting come in reading order, those of others do not")
  func readingOrder() {
    var graph = SettingsGraph()
    let ssl = graph.setting(Self.dovecot, "ssl".utf8)
    let listen = graph.setting(Self.dovecot, "listen".utf8)
    let unassigned = graph.setting(Self.dovecot, "base_dir".utf8)
    let first = graph.add(Self.assignment(ssl, "yes"))
    graph.add(Self.assignment(listen, "*"))
    let second = graph.add(Self.assignment(ssl, "required"))
    #expect(graph.assignments(of: ssl) == [first, second])
    #expect(first < second)
    #expect(graph.assignments(of: unassigned).isEmpty)
  }

  @Test("the same path of conditions is the same scope, in the order in which scopes were first opened")
  func scopes() {
    var graph = SettingsGraph()
    let imap = ScopeCondition(.filter, "protocol", "imap")
    let network = ScopeCondition(.filter, "remote", "10.0.0.0/8")
    let outer = graph.scope(imap)
    let inner = graph.scope(network, in: outer)
    let swapped = graph.scope(imap, in: graph.scope(network))
    #expect(graph.scope(network, in: graph.scope(imap)) == inner)
    #expect(inner != swapped)
    #expect(graph.conditions(of: inner) == [imap, network])
    #expect(graph.conditions(of: .global).isEmpty)
    #expect(graph[outer].openingOrder < graph[inner].openingOrder)
    #expect(graph[inner].openingOrder < graph[swapped].openingOrder)
  }

  @Test("a scope is described as it is written")
  func descriptions() {
    var graph = SettingsGraph()
    let outer = graph.scope(ScopeCondition(.filter, "protocol", "imap"))
    let inner = graph.scope(ScopeCondition(.filter, "remote", "10.0.0.0/8"), in: outer)
    let nameless = graph.scope(ScopeCondition(.section, "passdb", ""))
    #expect(graph.description(of: .global) == "")
    #expect(graph.description(of: outer) == "protocol imap")
    #expect(graph.description(of: inner) == "protocol imap { remote 10.0.0.0/8 }")
    #expect(graph.description(of: nameless) == "passdb")
  }

  @Test("an include chain names its directives outermost first, and the main file has none")
  func includeChain() {
    var files = SourceFiles()
    var graph = SettingsGraph()
    let main = files.add(path: "/etc/dovecot/dovecot.conf", bytes: Array("!include a\n".utf8))
    let middle = files.add(path: "/etc/dovecot/a", bytes: Array("!include b\n".utf8))
    let last = files.add(path: "/etc/dovecot/b", bytes: Array("ssl = no\n".utf8))
    let top = graph.add(Inclusion(file: main, parent: nil, directive: nil))
    let second = graph.add(Inclusion(file: middle, parent: top, directive: SourceSpan(file: main, 0..<10)))
    let third = graph.add(Inclusion(file: last, parent: second, directive: SourceSpan(file: middle, 0..<10)))
    let span = SourceSpan(file: last, 0..<8)
    let ssl = graph.add(
      Assignment(
        setting: graph.setting(Self.dovecot, "ssl".utf8), scope: .global,
        value: SettingValue(SourceSpan(file: last, 6..<8)), valueSpan: SourceSpan(file: last, 6..<8),
        origin: .file(span, third)))
    #expect(
      graph.includeChain(of: ssl).map { files.place(of: $0) } == ["/etc/dovecot/dovecot.conf:1", "/etc/dovecot/a:1"])
    #expect(graph.includeChain(of: top).isEmpty)
    #expect(graph[ssl].origin.span == span)
    #expect(graph[ssl].value.shown(in: files) == "no")
    let derived = graph.add(Self.assignment(graph.setting(Self.dovecot, "x".utf8), ""))
    #expect(graph.includeChain(of: derived).isEmpty)
  }

  @Test("a secret is shown as a placeholder, and only whoever asks for its bytes gets them")
  func secrets() {
    var files = SourceFiles()
    let file = files.add(path: "/f", bytes: Array("password = swordfish\n".utf8))
    for value in [
      SettingValue(SourceSpan(file: file, 11..<20), isSecret: true),
      SettingValue(Array("swordfish".utf8), isSecret: true),
    ] {
      #expect(value.shown(in: files) == SettingValue.placeholder)
      #expect(!"\(value.shown(in: files))".contains("swordfish"))
      #expect(value.shown(in: files, showingSecrets: true) == "swordfish")
      #expect(value.revealed(in: files).elementsEqual("swordfish"))
    }
    #expect(SettingValue(Array("yes".utf8)).shown(in: files) == "yes")
  }

  @Test("a context says which facts it was given")
  func contexts() {
    #expect(Context().isEmpty)
    #expect(Context().description == "no particular connection")
    let context = Context(protocolName: "imap", remoteIP: "192.0.2.7", service: "submission/inet")
    #expect(!context.isEmpty)
    #expect(context.description == "protocol imap, remote 192.0.2.7, service submission/inet")
  }
}
