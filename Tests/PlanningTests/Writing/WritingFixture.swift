import CLinux
import Glibc
import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// A tree with some files, and a plan that changes one word of each.
struct WritingFixture {
  let tree: TemporaryTree
  /// For what is not part of the tree.
  let outside: TemporaryTree
  var plan: Plan

  /// `five` files in three directories: with other owners, permissions, an ACL, attributes, no line end, CRLF, a link;
  /// and one that is yet to be made.
  static func five() throws -> WritingFixture {
    let tree = try TemporaryTree()
    try tree.write("etc/dovecot/dovecot.conf", "protocols = imap\nssl = old\n!include conf.d/*.conf\n")
    try tree.write("etc/dovecot/conf.d/10-auth.conf", "auth = old\r\nmore = 1\r\n", mode: 0o640)
    try tree.write("etc/postfix/shared.cf", "# no end of line\nmyhostname = old", mode: 0o600)
    try tree.link("etc/postfix/main.cf", to: "/etc/postfix/shared.cf")
    try tree.write("etc/postfix/master.cf", Array("\u{FF}\u{0}old \n".unicodeScalars.map { UInt8($0.value) }))
    try tree.setAttribute("user.comment", "kept", of: "etc/postfix/master.cf")
    try tree.setAttribute("user.other", "", of: "etc/postfix/master.cf")
    try tree.setACL(of: "etc/dovecot/conf.d/10-auth.conf")
    if geteuid() == 0 { _ = unsafe chown(tree.path + "/etc/dovecot/conf.d/10-auth.conf", 8, 12) }
    let paths = [
      "/etc/dovecot/dovecot.conf", "/etc/dovecot/conf.d/10-auth.conf", "/etc/postfix/main.cf",
      "/etc/postfix/master.cf",
    ]
    let plan = try Self.plan(for: paths, in: tree).making(Self.made, like: "/etc/dovecot/conf.d/10-auth.conf")
    return WritingFixture(tree: tree, outside: try TemporaryTree(), plan: plan)
  }

  /// What the plan of `five` makes.
  static let made = "/etc/dovecot/conf.d/99-dovetrail.conf"

  /// Replaces the first `old` of each file by `new value`.
  static func plan(for paths: [String], in tree: TemporaryTree) throws -> Plan {
    let server = try ServerTree(root: tree.path)
    var edits: [PlannedEdit] = []
    var inputs: [Plan.Input] = []
    for path in paths {
      let file = try server.read(TreePath(path))
      inputs.append(
        Plan.Input(path: path, sha256: Digest(of: file.bytes).description, byteCount: file.bytes.count))
      let offset = try #require((0..<file.bytes.count).first { file.bytes[$0...].starts(with: "old".utf8) })
      edits.append(
        PlannedEdit(
          path: file.resolvedPath.description, line: 1, offset: offset, removed: Array("old".utf8),
          inserted: Array("new value".utf8)))
    }
    return Plan(
      profiles: ["p"], created: "2026-11-24T08:30:00Z", assumptions: [], inputs: inputs,
      changes: [change("all", edits)], remarks: [])
  }

  static func change(_ id: String, _ edits: [PlannedEdit], effects: [EffectiveChange] = []) -> PlannedChange {
    PlannedChange(
      id: id, profile: "p", title: "t", reason: "r", risk: .low, weakens: [], affects: nil, needs: [],
      alternative: nil, verification: nil, expires: nil, notes: [], edits: edits, effects: effects, listeners: [],
      diff: "a diff\n",
      decision: Decision(.accepted))
  }

  func writer() throws -> Writer { try Writer(root: tree.path) }

  static let time = "2026-11-24T08:30:00Z"
}

extension Plan {
  /// The same plan with one file more, that is not there yet.
  func making(_ path: String, like: String) -> Plan {
    let edit = PlannedEdit(path: path, line: 1, offset: 0, removed: [], inserted: Array("new = value\n".utf8))
    return Plan(
      profiles: profiles, created: created, assumptions: assumptions,
      inputs: inputs + [Plan.Input(path: path, sha256: Plan.Input.absent, byteCount: 0, like: like)],
      changes: [WritingFixture.change("all", changes.flatMap(\.edits) + [edit])], remarks: remarks)
  }
}

/// Everything below a directory but the state of the writer, with all that a file consists of.
struct TreeSnapshot: Equatable, CustomStringConvertible {
  struct Entry: Equatable {
    let bytes: [UInt8]
    let mode: UInt32
    let owner: UInt32
    let group: UInt32
    let attributes: [String: [UInt8]]
    let modified: [Int]
  }

  var entries: [String: Entry] = [:]

  init(_ tree: TemporaryTree) throws {
    for name in try filesBelow(tree.path) where !name.hasPrefix("var/lib/dovetrail/") {
      var status = stat()
      try #require(unsafe stat(tree.path + "/" + name, &status) == 0)
      entries[name] = Entry(
        bytes: try tree.read(name), mode: status.st_mode, owner: status.st_uid, group: status.st_gid,
        attributes: try tree.attributes(of: name), modified: [status.st_mtim.tv_sec, status.st_mtim.tv_nsec])
    }
  }

  /// The same without times, which a replaced file has of its own.
  var withoutTimes: TreeSnapshot {
    var copy = self
    copy.entries = entries.mapValues {
      Entry(
        bytes: $0.bytes, mode: $0.mode, owner: $0.owner, group: $0.group, attributes: $0.attributes, modified: [])
    }
    return copy
  }

  var description: String {
    entries.sorted { $0.key < $1.key }.map {
      "\($0.key): \(String(decoding: $0.value.bytes, as: UTF8.self).debugDescription)"
    }
    .joined(separator: ", ")
  }
}

extension TemporaryTree {
  func setAttribute(_ attribute: String, _ value: String, of name: String) throws {
    try #require(unsafe setxattr("\(path)/\(name)", attribute, value, value.utf8.count, 0) == 0)
  }

  /// `user:rw-, user:8:r--, group:r--, mask:r--, other:---`, as setfacl stores it.
  func setACL(of name: String) throws {
    var value: [UInt8] = [2, 0, 0, 0]
    for (tag, permissions, id) in [(1, 6, -1), (2, 4, 8), (4, 4, -1), (0x10, 4, -1), (0x20, 0, -1)] {
      value += [UInt8(tag), 0, UInt8(permissions), 0]
      value += (0..<4).map { UInt8(truncatingIfNeeded: id >> (8 * $0)) }
    }
    try #require(unsafe setxattr("\(path)/\(name)", "system.posix_acl_access", value, value.count, 0) == 0)
  }

  func attributes(of name: String) throws -> [String: [UInt8]] {
    var names = [CChar](repeating: 0, count: 4096)
    let length = unsafe listxattr("\(path)/\(name)", &names, names.count)
    try #require(length >= 0)
    var attributes: [String: [UInt8]] = [:]
    for attribute in names[..<length].split(separator: 0) {
      let text = String(decoding: attribute.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      var value = [UInt8](repeating: 0, count: 4096)
      let count = unsafe getxattr("\(path)/\(name)", text, &value, value.count)
      try #require(count >= 0)
      attributes[text] = Array(value[..<count])
    }
    return attributes
  }
}
