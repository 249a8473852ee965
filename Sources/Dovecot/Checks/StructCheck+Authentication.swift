internal import SettingsGraph
internal import SourceText

/// What the authentication looks at (`auth-settings.c`, `db-oauth2.c`).
extension StructCheck {
  static let authentication: [StructCheck] =
    [
      StructCheck("auth", ["auth_cache_size"]) { settings in
        let bytes = settings.number("auth_cache_size")
        // 2.3 takes such a number for megabytes, as 1.x did.
        guard settings.is2_4, (1..<1024).contains(bytes) else { return nil }
        return "auth_cache_size value is too small (\(bytes) bytes)"
      },
      StructCheck("auth", ["auth_verbose_passwords"]) { verbosePasswords($0.text("auth_verbose_passwords")) },
      StructCheck("auth", ["auth_policy_server_url", "auth_policy_hash_nonce"], .combination) { settings in
        guard usesPolicyServer(settings), settings.text("auth_policy_hash_nonce").isEmpty else { return nil }
        return "auth_policy_hash_nonce must be set when policy server is used"
      },
      StructCheck("auth", ["auth_policy_hash_mech", "auth_policy_server_url"]) { settings in
        guard usesPolicyServer(settings), HashFormat.bits[settings.text("auth_policy_hash_mech")] == nil else {
          return nil
        }
        return "invalid auth_policy_hash_mech given"
      },
      StructCheck(
        "auth", ["auth_policy_hash_truncate", "auth_policy_hash_mech", "auth_policy_server_url"], .combination
      ) { settings in
        let bits = settings.number("auth_policy_hash_truncate")
        guard usesPolicyServer(settings), let most = HashFormat.bits[settings.text("auth_policy_hash_mech")],
          bits >= most
        else { return nil }
        return "policy_hash_truncate is not smaller than digest size (\(bits) >= \(most))"
      },
    ] + identities

  /// The modules that look at the ids of users.
  private static let identities: [StructCheck] = ["uid", "gid"].flatMap { id in
    [
      StructCheck("auth", ["last_valid_\(id)"]) { settings in
        guard settings.version >= ProgramVersion(2, 4, 2), settings.number("last_valid_\(id)") == 0 else { return nil }
        return "last_valid_\(id) must not be 0"
      },
      StructCheck("auth", ["first_valid_\(id)", "last_valid_\(id)"], .combination) { settings in
        let last = settings.number("last_valid_\(id)")
        guard last != 0, settings.number("first_valid_\(id)") > last else { return nil }
        return "first_valid_\(id) can't be larger than last_valid_\(id)"
      },
    ]
  }

  static let authentication2_3: [StructCheck] = [
    .notZero("auth", "auth_worker_max_count", "auth_worker_max_count must be above zero"),
    StructCheck("master", ["listen"]) { $0.text("listen").isEmpty ? "listen can't be set empty" : nil },
  ]

  static let authentication2_4: [StructCheck] = [
    StructCheck("auth_oauth2", oauth2) { settings in
      let urls = ["oauth2_grant_url", "oauth2_tokeninfo_url", "oauth2_introspection_url"].map(settings.text)
      switch settings.text("oauth2_introspection_mode") {
      case "": return urls.allSatisfy(\.isEmpty) ? nil : "Missing oauth2_introspection_mode"
      case "auth", "get", "post":
        guard urls[1].isEmpty, urls[2].isEmpty else { return nil }
        return "Need at least one of oauth2_tokeninfo_url or oauth2_introspection_url"
      default: return nil
      }
    },
    StructCheck("auth_oauth2", ["oauth2_grant_url", "oauth2_client_id"], .combination) {
      !$0.text("oauth2_grant_url").isEmpty && $0.text("oauth2_client_id").isEmpty
        ? "oauth2_client_id is required with oauth2_grant_url" : nil
    },
    StructCheck("auth_oauth2", ["oauth2_client_id", "oauth2_client_secret"], .combination) {
      $0.text("oauth2_client_id").isEmpty == $0.text("oauth2_client_secret").isEmpty
        ? nil : "oauth2_client_id and oauth2_client_secret must be provided together"
    },
    StructCheck("auth_oauth2", ["oauth2_active_value", "oauth2_active_attribute"], .combination) {
      $0.text("oauth2_active_attribute").isEmpty && !$0.text("oauth2_active_value").isEmpty
        ? "Cannot have empty active_attribute if active_value is set" : nil
    },
  ]

  private static let oauth2 = [
    "oauth2_introspection_mode", "oauth2_grant_url", "oauth2_tokeninfo_url", "oauth2_introspection_url",
  ]

  private static func usesPolicyServer(_ settings: any CheckedSettings) -> Bool {
    !settings.text("auth_policy_server_url").isEmpty
  }

  /// `sha1:6`
  private static func verbosePasswords(_ text: String) -> String? {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count > 1, !(parts[1].utf8.allSatisfy(ASCII.isDigit) && UInt32(parts[1]) ?? 0 > 0) {
      return "auth_verbose_passwords: Invalid truncation number: '\(parts[1])'"
    }
    return ["no", "plain", "sha1", "yes"].contains(parts[0]) ? nil : "auth_verbose_passwords: Invalid value"
  }
}
