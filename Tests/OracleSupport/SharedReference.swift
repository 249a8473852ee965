/// `../shared`: recorded answers and whole server trees that are not part of the package.
///
/// Found beside the package, or where `$DOVETRAIL_SHARED` says. Tests hold without it and compare more with it.
package struct SharedReference: Sendable {
  package let path: String

  /// Nil, and the reason printed, where there is none.
  package static func find(_ test: String = #function) -> SharedReference? {
    let path = environment("DOVETRAIL_SHARED") ?? "\(packageFolder)/../shared"
    guard exists("\(path)/oracle") else {
      print("\(test): not compared with recorded answers: no \(path)/oracle")
      return nil
    }
    print("\(test): compared with the recorded answers in \(path)")
    return SharedReference(path: path)
  }
}

/// The folder of Package.swift, from where this file stands.
package let packageFolder: String = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/\($1)" }
