internal import Audit
internal import MailServer
internal import Planning
internal import Reports
internal import SettingsGraph
internal import SourceText

/// `audit --only DT0501 --fail-on error`: what is asked, as plain values.
struct AuditQuestion: Equatable {
  enum Format: String, CaseIterable {
    case text, json, sarif, junit, gcc, markdown
  }

  enum Threshold: String, CaseIterable {
    case error, warning, note, never

    var severity: Finding.Severity? { Finding.Severity(rawValue: rawValue) }
  }

  var server = ServerChoice()
  var context = Context()
  var format = Format.text
  var failOn = Threshold.warning
  var baseline: String?
  var writeBaseline: String?
  /// The rules to ask; empty for all.
  var codes: Set<String> = []
  var policies: [TLSPolicy] = []
  var expiryDays = AuditedServer.expiryDays
  var fixPlan: String?

  /// `DT0501,dt0601`
  static func codes(_ text: String?) -> Set<String> {
    Set((text ?? "").split(separator: ",").map { $0.uppercased() })
  }

  func answer() throws {
    let audited = AuditedServer(
      try server.readServer(), in: context, at: Clock.moment, holdingTo: policies,
      expiryDays: expiryDays)
    let result = AuditResult(of: audited, only: codes, baseline: try baseline.map(Self.known))
    let answer = ServerAnswer(audited.server)
    if let writeBaseline {
      try Files.write(Baseline.file(for: result, on: audited), to: writeBaseline, isPrivate: false)
      throw answer.status
    }
    Complaint.aboutErrors(audited.server)
    Standard.output.write(rendered(result, audited))
    if let fixPlan { try write(FixPlan(result), to: fixPlan, audited.server) }
    let hasFailed = failOn.severity.map(result.hasFindings) ?? false
    // What was read stays until the program ends: to take it apart takes time.
    withExtendedLifetime(audited) { answer.orElse(hasFailed ? .findings : .done).leave() }
  }

  private func rendered(_ result: AuditResult, _ audited: AuditedServer) -> [UInt8] {
    var output = TextOutput(style: Standard.output.style(showsSecrets: false))
    switch format {
    case .json: return AuditJSON.document(result, on: audited)
    case .sarif: return AuditSARIF.document(result, on: audited, programVersion: Version.current)
    case .junit: return AuditJUnit.document(result, on: audited, only: codes)
    case .text: AuditText.write(result, on: audited, to: &output)
    case .gcc: AuditGCC.write(result, on: audited, to: &output)
    case .markdown: AuditMarkdown.write(result, on: audited, to: &output)
    }
    return output.bytes
  }

  private func write(_ fixes: FixPlan, to path: String, _ mailServer: MailServer) throws {
    let plan = Planner(server: mailServer).plan([fixes.profile], created: Clock.now)
    try Files.write(plan.fileContents, to: path, isPrivate: false)
    for remark in plan.remarks { Complaint.note("\(remark.id): \(remark.text)", nextStep: "See the rule's page.") }
    let count = plan.changes.count
    Complaint.note(
      count == 0 ? "No finding has a fix that a plan can hold." : "\(count) change\(count == 1 ? "" : "s") in \(path).",
      nextStep: count == 0 ? "dovetrail rules CODE tells what to do." : "dovetrail review \(path)")
  }

  private static func known(_ path: String) throws -> Baseline {
    let bytes = try Files.contents(path)
    do throws(Baseline.Malformed) {
      return try Baseline(bytes)
    } catch {
      Complaint.error(
        "\(path):\(error.line) is no line of a baseline.", nextStep: "Make the file again with --write-baseline.")
      throw ExitStatus.inputOutput
    }
  }
}

extension AuditQuestion {
  /// `audit --root /srv/copy`, written in full and without a mistake, read without the argument parser: to build its
  /// tables of options takes as long as a third of the rules.
  ///
  /// Nil for everything else: the parser knows the other options, help, and the words for what is wrong.
  init?(plainWords words: [String]) {
    guard words.first == "audit", words.count % 2 == 1 else { return nil }
    self.init()
    for index in stride(from: 1, to: words.count, by: 2) {
      guard !words[index + 1].hasPrefix("-"), set(words[index], to: words[index + 1]) else { return nil }
    }
  }

  private mutating func set(_ option: String, to value: String) -> Bool {
    switch option {
    case "--root": server.root = value
    case "--dovecot": server.dovecot = value
    case "--postfix": server.postfix = value
    case "--service": context.service = value
    case "--protocol": context.protocolName = value
    case "--format":
      guard let format = Format(rawValue: value) else { return false }
      self.format = format
    case "--fail-on":
      guard let threshold = Threshold(rawValue: value) else { return false }
      failOn = threshold
    default: return false
    }
    return true
  }
}
