internal import ServerTree
internal import SourceText

/// `runs/0001-20261124T083000Z/`: what one apply did, with all that is needed to undo it.
///
///     journal              each step, before it is taken
///     plan.toml            the plan with the decisions as they were
///     .1.dovecot.conf.old  the old bytes of the first file
///
/// Names of backups begin with a dot and do not end in `.conf`: no include matches them, wherever the state is kept.
struct Run {
  private static let planName = Array("plan.toml".utf8)

  let name: String
  private let runs: OpenFile
  private let directory: OpenFile
  /// Nil where a crash came before there was one.
  private(set) var journal: Journal?

  init(creating name: String, in runs: OpenFile) throws(WriterError) {
    self.name = name
    self.runs = runs
    directory = try runs.directory(Array(name.utf8))
    journal = try Journal(creatingIn: directory)
  }

  init(name: String, in runs: OpenFile) throws(WriterError) {
    self.name = name
    self.runs = runs
    directory = try runs.directory(Array(name.utf8))
    journal = try directory.status(of: Journal.name) == nil ? nil : Journal(openingIn: directory)
  }

  var path: String { directory.path }
  var step: RunStep? { journal?.step }
  var files: [RunFile] { journal?.files ?? [] }

  /// Nil for a file that the run has made.
  func backupPath(of file: RunFile) -> String? { file.isMade ? nil : directory.path + "/" + file.backup.text }

  mutating func append(_ step: RunStep) throws(WriterError) { try journal?.append(step) }

  /// Keeps the plan and the old files, then says so in the journal.
  mutating func prepare(_ files: [(file: RunFile, old: [UInt8]?)], plan: [UInt8]) throws(WriterError) {
    try keep(plan, as: Self.planName)
    for case (let file, let old?) in files { try keep(old, as: file.backup) }
    try directory.sync()
    try journal?.append([.format] + files.map { .file($0.file) } + [.step(.prepared)])
  }

  private func keep(_ bytes: [UInt8], as name: [UInt8]) throws(WriterError) {
    let file = try directory.create(name)
    try file.write(bytes)
    try file.sync()
  }

  /// The old bytes of a file.
  ///
  /// - Throws: `WriterError.damagedRun` where they are not what they were.
  func backup(of file: RunFile) throws(WriterError) -> [UInt8] {
    guard let kept = try directory.state(of: file.backup), file.old.matches(kept) else {
      throw .damagedRun(path: backupPath(of: file) ?? path, reason: "it does not hold the old contents")
    }
    return kept.bytes
  }

  func plan() throws(WriterError) -> [UInt8]? { try directory.state(of: Self.planName)?.bytes }

  /// Forgets a run after which the tree is as it was before. The journal goes first: without it there was no run.
  func discard() throws(WriterError) {
    if journal != nil {
      try directory.remove(Journal.name)
      try directory.sync()
    }
    for name in try directory.names() { try directory.remove(name) }
    try runs.removeDirectory(Array(name.utf8))
    try runs.sync()
  }
}
