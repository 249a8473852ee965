internal import OracleSupport
internal import Testing

@testable import Planning

/// Every profile and grade on several trees: what the real daemons print of the changed tree is what the plan promised.
@Suite("Promised values, in the words of the real daemons", .serialized)
struct PromisedValuesTests {
  enum Tree: Sendable {
    case stock(DebianRoot)
    case sample(String, DebianRoot)

    var root: DebianRoot {
      switch self {
      case .stock(let root), .sample(_, let root): root
      }
    }

    func server() async throws -> RealServer {
      switch self {
      case .stock(let root): try await RealServer.stock(root)
      case .sample(let name, let root): try await RealServer.sample(name, on: root)
      }
    }
  }

  static let trees: [Tree] = [
    .stock(.bookworm), .stock(.trixie), .sample("windows-live-mail-2012", .bookworm), .sample("dovecot-2.4", .trixie),
  ]

  /// Every shipped profile with every grade.
  static let requests: [[String]] = [
    ["legacy-windows-live-mail"], ["legacy-windows-live-mail", "--grade", "1"],
    ["legacy-windows-live-mail", "--grade", "2"],
    ["legacy-windows-live-mail", "--grade", "2", "--set", "old-tls-for=networks"],
    ["legacy-windows-live-mail", "--grade", "3"], ["legacy-windows-live-mail", "--grade", "4"],
    ["legacy-outlook", "--grade", "1"], ["legacy-outlook", "--grade", "2"], ["legacy-outlook", "--grade", "3"],
    ["legacy-printer", "--grade", "1"], ["legacy-printer", "--grade", "2"], ["legacy-printer", "--grade", "3"],
    ["legacy-printer", "--grade", "4"],
    ["old-apple-and-android", "--grade", "1"], ["old-apple-and-android", "--grade", "2"], ["submission-done-right"],
    ["modern-only"], ["intermediate"],
    ["hardened-inbound"],
  ]

  @Test("the daemons accept the changed tree, have the promised values, and nothing else has moved", arguments: trees)
  func promises(tree: Tree) async throws {
    guard tree.root.isAvailable() else { return }
    let before = try await Dump(of: try await tree.server())
    for request in Self.requests {
      let server = try await tree.server()
      guard let plan = try await planned(request, on: server) else { continue }
      let promised = plan.changes.flatMap(\.effects)
      let after = try await Dump(of: server, asking: promised.compactMap(Self.question))
      for effect in promised {
        guard let wanted = effect.after, let question = Self.question(effect) else { continue }
        // Two changes of one list promise each what it does alone.
        guard promised.count(where: { Self.question($0) == question }) == 1 else { continue }
        #expect(after.answers[question] == wanted, "\(request) on \(tree): \(question)")
      }
      let names = Set(promised.map { Dump.lastWord(of: $0.name) })
      let moved = before.names(changedIn: after)
      #expect(moved.isSubset(of: names), "\(request) on \(tree): \(moved.subtracting(names))")
    }
  }

  /// The plan as it was accepted and applied; nil where there was nothing to do.
  private func planned(_ request: [String], on server: RealServer) async throws -> Plan? {
    let work = try TemporaryTree()
    let path = "\(work.path)/plan.toml"
    let hasNetworks = ["legacy", "old"].contains { request[0].hasPrefix($0) }
    let networks = hasNetworks ? ["--set", "networks=192.0.2.0/24"] : []
    let run = try await ProgramRun.of(
      [Program.path, "--root", server.tree.path, "plan"] + request + networks + ["-o", path])
    guard run.status == 1 else {
      #expect(run.status == 0, "\(request): \(run.errorText)")
      return nil
    }
    for step in [["review", path, "--accept", "all"], ["--root", server.tree.path, "apply", path]] {
      let run = try await ProgramRun.of([Program.path] + step)
      try #require(run.status == 0, "\(run.errorText)")
    }
    return try Plan(fileContents: try work.read("plan.toml"), path: path)
  }

  /// The command that asks the daemon's own tool for one promised value; nil where there is none for it.
  private static func question(_ effect: EffectiveChange) -> String? {
    guard effect.after != nil, !effect.name.hasPrefix("service ") else { return nil }
    switch (effect.daemon, effect.scope) {
    case ("postfix", ""): return "postconf -h \(effect.name)"
    case ("postfix", let scope): return "postconf -Ph \(scope.dropFirst(8))/\(effect.name)"
    case (_, "") where !effect.name.contains("/"): return "doveconf -h \(effect.name)"
    default: return nil
    }
  }
}

/// `doveconf -n`, `postconf -n` and `postconf -P` of a tree, line by line; each must be accepted.
private struct Dump {
  private var lines: Set<Substring> = []
  /// By the command that asked.
  private(set) var answers: [String: String] = [:]

  init(of server: RealServer, asking questions: [String] = []) async throws {
    let hasPostfix = exists("\(server.tree.path)/etc/postfix/main.cf")
    let dumps = ["doveconf -n"] + (hasPostfix ? ["postconf -n", "postconf -P", "postfix check"] : [])
    // One run for all: each makes a layer over the root.
    let script = (dumps + questions).map { "echo '=='; \($0)" }.joined(separator: " && ")
    let run = try await server.root.run(["sh", "-c", script], tree: server.tree.path)
    try #require(run.isSuccess, "\(run.outputText)\(run.errorText)")
    #expect(!run.errorText.contains("fatal") && !run.errorText.contains("unused parameter"), "\(run.errorText)")
    let parts = run.outputText.split(separator: "==\n", omittingEmptySubsequences: false).dropFirst()
    for part in parts.prefix(dumps.count) { lines.formUnion(part.split(separator: "\n")) }
    for (question, answer) in zip(questions, parts.dropFirst(dumps.count)) {
      answers[question] = String(answer.dropLast())
    }
  }

  /// The settings of which a line has come or gone; the lines that only open a block are not counted.
  func names(changedIn other: Dump) -> Set<String> {
    Set(
      lines.symmetricDifference(other.lines).compactMap { line in
        line.firstRange(of: " = ").map { Self.lastWord(of: String(line[..<$0.lowerBound])) }
      })
  }

  /// `mode` of `service/auth/unix_listener/x/mode` and of `unix_listener_mode`.
  static func lastWord(of name: String) -> String {
    let word = name.filter { $0 != " " }.split(separator: "/").last.map(String.init) ?? name
    for prefix in ["unix_listener_", "inet_listener_"] where word.hasPrefix(prefix) {
      return String(word.dropFirst(prefix.count))
    }
    return word
  }
}
