package import ServerTree
internal import SourceText

/// `virtual` was edited and `virtual.db` was not made again: what postmap's index is worth.
package enum IndexState: Sendable, Equatable {
  /// The type has no index, or the index is younger than its source.
  case current
  case stale(index: TreePath)
  case missing(index: TreePath)
  /// Only an index of another type is there: `postmap` was run with another type than the value names.
  case ofOtherType(wanted: TreePath, found: TreePath)
  /// The index is there and its source is not.
  case sourceMissing(source: TreePath)
  /// One of the two could not be looked at.
  case unknown(TreeError)

  private static let suffixes = [".db", ".lmdb", ".cdb"]

  package init(of reference: TableReference, in tree: ServerTree) {
    guard reference.isIndexed, let path = reference.path else {
      self = .current
      return
    }
    let source = TreePath(path)
    let index = reference.openedFile(for: source)
    do throws(TreeError) {
      guard let made = try Self.modified(index, tree) else {
        let others = Self.suffixes.map { TreePath(path + Array($0.utf8)) }.filter { $0 != index }
        let other = others.first { tree.exists($0) }
        self = other.map { .ofOtherType(wanted: index, found: $0) } ?? .missing(index: index)
        return
      }
      guard let edited = try Self.modified(source, tree) else {
        self = .sourceMissing(source: source)
        return
      }
      self = edited > made ? .stale(index: index) : .current
    } catch {
      self = .unknown(error)
    }
  }

  /// Nil where the file is absent.
  private static func modified(_ path: TreePath, _ tree: ServerTree) throws(TreeError) -> (Int, Int)? {
    do throws(TreeError) {
      guard case .file(let status) = try tree.entry(at: path) else { return nil }
      return (status.modified.seconds, status.modified.nanoseconds)
    } catch {
      guard error.isAbsent else { throw error }
      return nil
    }
  }
}
