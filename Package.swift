// swift-tools-version: 6.2
// 6.2 is the oldest toolchain that has everything used here: `.strictMemorySafety()`, a C compiler with
// `#embed` (the profiles, samples and catalogues are part of the binary), and swift-subprocess for the tests.

import PackageDescription

/// Continuous integration sets this; on a user's machine a newer compiler's new warning must not stop the build.
let treatsWarningsAsErrors = Context.environment["DOVETRAIL_STRICT"] != nil

let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (treatsWarningsAsErrors ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
  name: "dovetrail",
  products: [
    .executable(name: "dovetrail", targets: ["dovetrail"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // MARK: - Floor 0: text, bytes, patterns

    .target(name: "SourceText", dependencies: ["CEmbedded"], swiftSettings: strict),
    .testTarget(name: "SourceTextTests", dependencies: ["OracleSupport", "SourceText"], swiftSettings: strict),

    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .target(name: "PCRE2", dependencies: ["CPCRE2"], swiftSettings: strict),
    .testTarget(name: "PCRE2Tests", dependencies: ["PCRE2"], swiftSettings: strict),

    .target(
      name: "CEmbedded",
      exclude: ["Catalogues"],
      cSettings: [.unsafeFlags(["-std=c23"])]
    ),

    // MARK: - Floor 1: the graph, and the root that stands for /

    .target(name: "SettingsGraph", dependencies: ["SourceText"], swiftSettings: strict),
    .testTarget(
      name: "SettingsGraphTests", dependencies: ["SettingsGraph", "SourceText"], swiftSettings: strict),

    .target(
      name: "ServerTree",
      dependencies: ["SourceText", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ServerTreeTests", dependencies: ["OracleSupport", "ServerTree", "SourceText"], swiftSettings: strict),

    // MARK: - Floor 2: the daemons, neither of which knows the other

    .target(
      name: "Dovecot", dependencies: ["CEmbedded", "ServerTree", "SettingsGraph", "SourceText"],
      swiftSettings: strict),
    .testTarget(
      name: "DovecotTests",
      dependencies: ["CAllocations", "Dovecot", "OracleSupport", "ServerTree", "SettingsGraph", "SourceText"],
      exclude: ["Probes"],
      swiftSettings: strict),

    .target(
      name: "Postfix", dependencies: ["CEmbedded", "PCRE2", "ServerTree", "SettingsGraph", "SourceText"],
      swiftSettings: strict),
    .testTarget(
      name: "PostfixTests",
      dependencies: ["CAllocations", "OracleSupport", "PCRE2", "Postfix", "ServerTree", "SettingsGraph", "SourceText"],
      swiftSettings: strict),

    // MARK: - Floor 3: both daemons on one graph

    .target(
      name: "MailServer", dependencies: ["Dovecot", "Postfix", "ServerTree", "SettingsGraph", "SourceText"],
      swiftSettings: strict),
    .testTarget(
      name: "MailServerTests",
      dependencies: [
        "Dovecot", "MailServer", "OracleSupport", "Postfix", "ServerTree", "SettingsGraph", "SourceText",
      ],
      swiftSettings: strict),

    // MARK: - Floor 4: changes

    .systemLibrary(name: "CLinux"),
    .target(
      name: "Planning",
      dependencies: [
        "CEmbedded", "CLinux", "Dovecot", "MailServer", "Postfix", "ServerTree", "SettingsGraph", "SourceText",
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "CLinux", "MailServer", "OracleSupport", "Planning", "ServerTree", "SettingsGraph", "SourceText",
      ],
      swiftSettings: strict),

    // MARK: - Floor 4: the audit

    .target(
      name: "Certificates",
      dependencies: [
        "SourceText", .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CertificatesTests",
      dependencies: ["Certificates", "OracleSupport", "SourceText"],
      swiftSettings: strict),

    .target(
      name: "Audit",
      dependencies: [
        "CEmbedded", "Certificates", "Dovecot", "MailServer", "Postfix", "ServerTree", "SettingsGraph", "SourceText",
      ],
      swiftSettings: strict,
      plugins: ["RuleList"]),
    // The build lists the rules: a file below Sources/Audit/Rules is one.
    .plugin(name: "RuleList", capability: .buildTool, dependencies: ["ListRules"]),
    .executableTarget(name: "ListRules", swiftSettings: strict),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Audit", "CAllocations", "Certificates", "Dovecot", "MailServer", "OracleSupport", "Postfix", "ServerTree",
        "SettingsGraph",
        "SourceText",
      ],
      swiftSettings: strict),

    // MARK: - Floor 6: rendering

    .target(
      name: "Reports", dependencies: ["Audit", "MailServer", "Planning", "SettingsGraph", "SourceText"],
      swiftSettings: strict),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "SourceText"], swiftSettings: strict),

    // MARK: - Floor 7: the command line

    .target(name: "CArguments"),
    .executableTarget(
      name: "dovetrail",
      dependencies: [
        "Audit", "CArguments", "CEmbedded", "Certificates", "Dovecot", "MailServer", "Planning", "Postfix", "Reports",
        "ServerTree",
        "SettingsGraph",
        "SourceText", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "OracleSupport", "Planning", "ServerTree", "dovetrail",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Schemas"],
      swiftSettings: strict),

    // MARK: - What tests share: the real daemons in their Debian roots

    .target(
      name: "OracleSupport",
      dependencies: ["CFileIdentity", "SourceText", .product(name: "Subprocess", package: "swift-subprocess")],
      path: "Tests/OracleSupport",
      swiftSettings: strict),
    .target(name: "CFileIdentity", path: "Tests/CFileIdentity"),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(
      name: "OracleSupportTests", dependencies: ["OracleSupport", "SourceText"], swiftSettings: strict),
    .testTarget(
      name: "StoriesTests",
      dependencies: [
        "Dovecot", "MailServer", "OracleSupport", "Planning", "Postfix", "ServerTree", "SettingsGraph", "SourceText",
      ],
      swiftSettings: strict),
    .testTarget(name: "SamplesTests", dependencies: ["CEmbedded", "OracleSupport"], swiftSettings: strict),
  ],
  cLanguageStandard: .c2x
)
