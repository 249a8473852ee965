internal import SettingsGraph
internal import SourceText

/// `@plugins = site`, then `mail_plugins { quota = yes }`: from 2.4.2 on the list that the group has and the one in the
/// block are the same, and what is written in the block is printed in the group as well (2.4.5).
extension Language2_4 {
  /// The list of a group that is used in the block, or in one round it, up to here.
  func sharedList(_ name: [UInt8], in block: Int) -> ListEntry? {
    guard sharesLists, !includedGroups.isEmpty else { return nil }
    var inside: [Block.Kind] = []
    for outer in blocks.outward(from: block) {
      for use in blocks[outer].includedGroups {
        var place = blocks.find(.group(label: use.label, name: use.name), in: 0)
        for kind in inside.reversed() { place = place.flatMap { blocks.find(kind, in: $0) } }
        if let place, case .list(let list) = blocks[place].entries[name] { return list.shared(with: place) }
      }
      inside.append(blocks[outer].kind)
    }
    return nil
  }

  /// The blocks that a group has, of the files or of the program.
  func paths(inGroup label: [UInt8], _ name: [UInt8], _ version: ProgramVersion) -> [[Block.Kind]] {
    if let group = blocks.find(.group(label: label, name: name), in: 0) { return blocks.paths(below: group) }
    return BuiltInGroups(version).settings(of: label, name).flatMap { setting in
      setting.blocks.indices.map { last in
        setting.blocks[...last].map { Block.Kind.list(Array($0.word.utf8), name: Array($0.name.utf8)) }
      }
    }
  }

  /// Once everything is read.
  mutating func writeSharedLists() {
    guard sharesLists, !includedGroups.isEmpty else { return }
    for number in 0..<blocks.count {
      for (name, entry) in blocks[number].entries {
        guard case .list(let list) = entry, let group = list.sharedWith,
          case .list(var own) = blocks[group].entries[name]
        else { continue }
        own.takeElements(of: list)
        blocks[group].entries[name] = .list(own)
      }
    }
  }
}
