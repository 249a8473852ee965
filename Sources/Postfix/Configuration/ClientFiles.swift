internal import ServerTree
internal import SourceText

/// `mysql:/etc/postfix/x.cf`: the files of database clients that values name, each read once.
struct ClientFiles: Sendable {
  private let tree: ServerTree

  init(_ tree: ServerTree) { self.tree = tree }

  func read(_ path: ArraySlice<UInt8>) -> Result<MainCf, TreeError> {
    do throws(TreeError) {
      return .success(MainCf(try tree.read(TreePath(path)).bytes))
    } catch {
      return .failure(error)
    }
  }
}
