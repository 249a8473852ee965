internal import Glibc
internal import SourceText
package import Testing

/// `/var/cache/dovetrail/roots/bookworm`: a small Debian with the real Dovecot and Postfix of one release.
///
/// `Scripts/debian-roots SUITE…` makes them. They stand in `$DOVETRAIL_ROOTS`, else in `/var/cache/dovetrail/roots`:
/// one place for every user, because a Debian root belongs to root anyway.
package struct DebianRoot: Sendable, CustomTestStringConvertible {
  package let suite: String
  package let dovecotVersion: String
  package let postfixVersion: String

  package static let bullseye = DebianRoot(suite: "bullseye", dovecotVersion: "2.3.13", postfixVersion: "3.5")
  package static let bookworm = DebianRoot(suite: "bookworm", dovecotVersion: "2.3.19.1", postfixVersion: "3.7")
  package static let trixie = DebianRoot(suite: "trixie", dovecotVersion: "2.4.1", postfixVersion: "3.10")
  /// Moves: 2.4.5 and 3.11 or newer.
  package static let sid = DebianRoot(suite: "sid", dovecotVersion: "2.4.5", postfixVersion: "3.11")

  package var testDescription: String { suite }

  package static var folder: String { environment("DOVETRAIL_ROOTS") ?? "/var/cache/dovetrail/roots" }

  package var path: String { "\(Self.folder)/\(suite)" }

  package enum Availability: Sendable, Equatable {
    case present
    case absent(reason: String)
  }

  package var availability: Availability {
    guard exists("\(path)/.complete") else {
      return .absent(reason: "no Debian root at \(path): Scripts/debian-roots \(suite) makes one")
    }
    guard geteuid() == 0 || Elevation.isPossible else {
      return .absent(reason: "programs in \(path) need root, and sudo -n does not give it")
    }
    return .present
  }

  /// Whether a test can go on. Where the root is absent the reason is printed; in continuous integration (`CI=true`)
  /// the test fails instead, so that a green run always has asked the real programs.
  package func isAvailable(_ location: SourceLocation = #_sourceLocation) -> Bool {
    guard case .absent(let reason) = availability else { return true }
    if environment("CI") == "true" {
      Issue.record("\(reason)", sourceLocation: location)
    } else {
      print("not compared with the real programs: \(reason)")
    }
    return false
  }
}

/// How a user who is not root becomes root without being asked for a password.
package enum Elevation {
  package static let prefix: [String] = geteuid() == 0 ? [] : ["sudo", "-n"]

  /// Without what sudo says before it starts the program, such as `sudo: unable to resolve host …`.
  static func withoutOwnWords(_ errors: [UInt8]) -> [UInt8] {
    var rest = errors[...]
    while !prefix.isEmpty, rest.starts(with: "sudo: ".utf8), let end = rest.firstIndex(of: ASCII.lineFeed) {
      rest = rest[(end + 1)...]
    }
    return Array(rest)
  }

  static let isPossible: Bool = unsafe system("sudo -n true 2>/dev/null") == 0
}

package func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
  return unsafe String(cString: value)
}

package func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
