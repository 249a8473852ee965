internal import Glibc
internal import ServerTree
internal import SourceText

/// The lock on a file, held as long as somebody refers to it.
private final class Lock: Sendable {
  private let file: OpenFile

  init(_ file: OpenFile) throws(WriterError) {
    self.file = file
    guard try file.lock() else { throw .busy(lock: file.path) }
  }

  deinit { file.unlock() }
}

/// `/var/lib/dovetrail`: a directory for each run, and the lock that lets only one program write at a time.
struct RunStore {
  private static let runsName = Array("runs".utf8)
  private static let lockName = Array("lock".utf8)

  private let lock: Lock
  private let runs: OpenFile

  /// Inside the root where no other place is given.
  static let usualPlace = TreePath("/var/lib/dovetrail")

  /// The store at `path`, made where it is not there.
  init(making path: TreePath, in root: WritableRoot) throws(WriterError) {
    let state = try root.makeDirectory(path)
    if try state.status(of: Self.runsName) == nil {
      do throws(WriterError) { try state.makeDirectory(Self.runsName, mode: 0o700) } catch  where error.isAlreadyThere {
      }
      try state.sync()
    }
    try self.init(state)
  }

  /// The store at `path`; nil where nothing was ever written there.
  init?(existing path: TreePath, in root: WritableRoot) throws(WriterError) {
    guard let state = try root.existingDirectory(path), try state.status(of: Self.runsName) != nil else { return nil }
    try self.init(state)
  }

  private init(_ state: OpenFile) throws(WriterError) {
    runs = try state.directory(Self.runsName)
    for directory in [state, runs] {
      let status = try directory.status()
      guard status.owner == geteuid(), status.mode & 0o022 == 0 else { throw .unsafeState(path: directory.path) }
    }
    lock = try Lock(try state.openOrCreate(Self.lockName))
  }

  // MARK: - Runs

  /// The names of all runs, the oldest first.
  func names() throws(WriterError) -> [String] {
    try runs.names().filter { Self.number($0) != nil }.map(\.text)
      .sorted { (Self.number(Array($0.utf8)) ?? 0, $0) < (Self.number(Array($1.utf8)) ?? 0, $1) }
  }

  func run(_ name: String) throws(WriterError) -> Run {
    try Run(name: name, in: runs)
  }

  /// The directory of a new run: `0003-20261124T083000Z`.
  func makeRun(at time: String) throws(WriterError) -> Run {
    let last = try names().last.flatMap { Self.number(Array($0.utf8)) } ?? 0
    let number = String(last + 1)
    let stamp = time.filter { $0 != "-" && $0 != ":" }
    let name = String(repeating: "0", count: max(0, 4 - number.count)) + number + "-" + stamp
    try runs.makeDirectory(Array(name.utf8), mode: 0o700)
    try runs.sync()
    return try Run(creating: name, in: runs)
  }

  private static func number(_ name: [UInt8]) -> Int? {
    let digits = name.prefix { ASCII.isDigit($0) }
    guard !digits.isEmpty, digits.count < name.count, name[digits.count] == ASCII.hyphen else { return nil }
    return Int(digits.text)
  }
}
