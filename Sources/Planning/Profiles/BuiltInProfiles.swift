internal import CEmbedded
internal import SourceText

/// The profiles that are part of the program, and those of a directory of the user's.
package enum BuiltInProfiles {
  /// The embedded files, by name, in the order of the embedding list.
  package static var files: [(name: String, bytes: [UInt8])] { unsafe EmbeddedFiles(dovetrail_profile_files).all }

  /// - Throws: `DocumentError`; for a shipped profile only if the program was built from a broken one.
  package static func all() throws(DocumentError) -> [Profile] {
    var profiles: [Profile] = []
    for file in files { profiles.append(try Profile(file.bytes, path: "Profiles/\(file.name)")) }
    return profiles
  }
}
