internal import SourceText

/// `/proc/812/stat`: the processes of a running system, each with its parent and the time of its start.
package struct ProcessTable: Sendable {
  package struct Process: Sendable, Equatable {
    package let id: Int
    package let parent: Int
    /// The name of the program, as the kernel keeps it.
    package let name: String
    /// Seconds since 1970.
    package let started: Int
  }

  private let tree: ServerTree
  /// When the system was started, in seconds since 1970.
  private let bootTime: Int

  /// The unit of times in `/proc`, the same on every Linux.
  private static let ticksPerSecond = 100
  /// More than a server has; the rest is not looked at.
  private static let maximumProcesses = 100_000

  /// Nil where the tree has no `/proc`.
  package init?(of tree: ServerTree) {
    guard let file = try? tree.read(TreePath("/proc/stat")),
      let line = file.bytes.split(separator: ASCII.lineFeed).first(where: { $0.starts(with: "btime ".utf8) }),
      let time = Int(line.dropFirst(6).text)
    else { return nil }
    self.tree = tree
    bootTime = time
  }

  /// The process that a pid file names, where there is one of that name.
  package func process(of pidFile: TreePath, named name: String) -> Process? {
    guard let file = try? tree.read(pidFile), let id = Int(file.bytes.trimmingSpace().text) else { return nil }
    return process(id).flatMap { $0.name == name ? $0 : nil }
  }

  package func children(of parent: Process) -> [Process] {
    let names = ((try? tree.names(in: TreePath("/proc"))) ?? []).prefix(Self.maximumProcesses)
    return names.compactMap { Int($0.text) }.compactMap(process).filter { $0.parent == parent.id }
  }

  /// `812 (master) S 1 812 …`: the name may hold anything, also a `)`; the start is the 22nd field.
  private func process(_ id: Int) -> Process? {
    guard let bytes = (try? tree.read(TreePath("/proc/\(id)/stat")))?.bytes,
      let open = bytes.firstIndex(of: ASCII.leftParenthesis), let close = bytes.lastIndex(of: ASCII.rightParenthesis),
      open < close
    else { return nil }
    let fields = bytes[(close + 1)...].split(separator: ASCII.space)
    guard fields.count > 19, let parent = Int(fields[1].text), let ticks = Int(fields[19].text) else { return nil }
    return Process(
      id: id, parent: parent, name: bytes[(open + 1)..<close].text, started: bootTime + ticks / Self.ticksPerSecond)
  }
}
