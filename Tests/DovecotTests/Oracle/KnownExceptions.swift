/// Where a recorded answer cannot be had from the tree alone. Each has its reason; everything else must agree.
enum KnownExceptions {
  /// Cases whose recorded tree is not what the daemon was given.
  static let incompleteTrees: Set<String> = [
    // self.conf was a symbolic link, and stands here as a file of the link's text.
    "057-include-self-symlink",
    // secret.conf had mode 0 and another user ran the program.
    "068-include-unreadable",
  ]

  /// Cases of which `doveconf -h` says something else than the value is in the server.
  static let valuesOfDoveconfOnly: Set<String> = [
    // 2.4 lays nested blocks beside each other before it looks for the last one.
    "090-filter-conflict-load",
    // An element with a blank is printed in quotes; a value here is the elements alone.
    "106-boollist-24",
  ]

  /// Messages of a second doveconf that the first one starts to learn the Sieve server's capabilities.
  static func isOfSecondProcess(_ message: String) -> Bool { message.hasPrefix("managesieve-login: ") }
}
