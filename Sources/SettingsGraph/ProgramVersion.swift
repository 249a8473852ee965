/// `2.3.19.1`, `3.10.13`: numbers that compare one after the other; a missing number counts as 0.
package struct ProgramVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let numbers: [Int]

  package init(_ numbers: Int...) { self.numbers = numbers }

  /// The leading numbers of `text`: of `1:2.3.19.1+dfsg1-2.1+deb12u1` (a Debian version) it reads 2.3.19.1.
  package init?(_ text: String) {
    var numbers: [Int] = []
    var current: Int?
    for byte in text.utf8 {
      if byte >= 0x30, byte <= 0x39, (current ?? 0) < 1_000_000 {
        current = (current ?? 0) * 10 + Int(byte - 0x30)
      } else if byte == 0x3A {
        // What stands before a colon is the epoch of the package.
        numbers = []
        current = nil
      } else if byte == 0x2E, let number = current, numbers.count < 3 {
        numbers.append(number)
        current = nil
      } else {
        break
      }
    }
    if let current { numbers.append(current) }
    guard numbers.count >= 2 else { return nil }
    self.numbers = numbers
  }

  package subscript(place: Int) -> Int { place < numbers.count ? numbers[place] : 0 }

  package var description: String { numbers.map(String.init).joined(separator: ".") }

  package static func == (a: ProgramVersion, b: ProgramVersion) -> Bool { !(a < b) && !(b < a) }
  package func hash(into hasher: inout Hasher) {
    for place in 0..<4 { hasher.combine(self[place]) }
  }

  package static func < (a: ProgramVersion, b: ProgramVersion) -> Bool {
    for place in 0..<max(a.numbers.count, b.numbers.count) where a[place] != b[place] {
      return a[place] < b[place]
    }
    return false
  }
}

/// The version that an answer assumes, and why; part of every answer.
package struct AssumedVersion: Sendable, Equatable {
  package enum Source: Sendable, Equatable {
    /// `--dovecot-version`, `--postfix-version`.
    case option
    /// `dovecot_config_version` in the tree.
    case treeStatement(place: String)
    /// `/var/lib/dpkg/status` inside the root.
    case packageDatabase(package: String)
    case installedProgram
    /// The newest version of the line whose syntax the tree uses.
    case syntax(hint: String)
    case newestKnown
  }

  package let version: ProgramVersion
  package let source: Source

  package init(_ version: ProgramVersion, source: Source) {
    self.version = version
    self.source = source
  }

  /// `2.3.19.1 (from the package database: dovecot-core)`
  package var explanation: String {
    switch source {
    case .option: "\(version) (as asked for)"
    case .treeStatement(let place): "\(version) (stated at \(place))"
    case .packageDatabase(let package): "\(version) (package \(package) in the tree's package database)"
    case .installedProgram: "\(version) (the installed program)"
    case .syntax(let hint): "\(version) (assumed: \(hint))"
    case .newestKnown: "\(version) (assumed: the newest known; nothing in the tree says which)"
    }
  }
}
