package import CEmbedded

/// Files that are part of the program: bytes in read-only memory, copied only when asked for.
///
/// Safe because a list and all that it points to are constants of the program: the counts are right, and nothing goes.
@safe package struct EmbeddedFiles {
  private let list: dovetrail_embedded_list

  package init(_ list: dovetrail_embedded_list) { unsafe self.list = list }

  package var count: Int { unsafe list.count }

  /// The file at a place of the list, with its name.
  package subscript(index: Int) -> (name: String, bytes: [UInt8]) {
    precondition(index >= 0 && index < count)
    let file = unsafe list.files[index]
    let bytes = unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    return unsafe (String(cString: file.name), bytes)
  }

  /// Every file, in the order of the list.
  package var all: [(name: String, bytes: [UInt8])] { (0..<count).map { self[$0] } }
}
