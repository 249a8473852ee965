/// What a profile or migration would change on one server, with a decision for every change; kept as a file.
package struct Plan: Sendable, Equatable {
  /// A file that was read to make the plan. A plan is stale when any of them has changed since.
  package struct Input: Sendable, Equatable {
    /// Inside the root, as the daemon opens it.
    package let path: String
    package let sha256: String
    package let byteCount: Int
    /// Of a file that is to be made: the one that it gets its owner and permissions from.
    package var like: String?

    /// What stands for the digest of a file that is not there.
    package static let absent = "absent"
    package var isAbsent: Bool { sha256 == Self.absent }
  }

  /// How the server was read, so that its wishes mean the same when they are made true.
  package struct Reading: Sendable, Equatable {
    package let style: EditStyle
    package let dovecotFile: String
    package let postfixDirectory: String
    /// Nil where the tree has no such daemon.
    package let dovecotVersion: String?
    package let postfixVersion: String?
  }

  /// An assumption that every change rests on, such as a daemon's version and how it is known.
  package struct Assumption: Sendable, Equatable {
    package let subject: String
    package let statement: String
  }

  /// A wish that needs no change, or that nothing can fulfil, and why.
  package struct Remark: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
      case alreadyHolds = "already-holds"
      case doesNotApply = "does-not-apply"
      case obstacle
      /// Another change of the plan wants the opposite.
      case conflict
    }

    package let id: String
    package let kind: Kind
    package let text: String
  }

  package let profiles: [String]
  /// UTC, `2026-11-24T08:30:00Z`.
  package let created: String
  package let assumptions: [Assumption]
  package let inputs: [Input]
  package var changes: [PlannedChange]
  package let remarks: [Remark]
  /// Nil where no change has wishes.
  package var reading: Reading?

  package func change(_ id: String) -> PlannedChange? { changes.first { $0.id == id } }
}

/// One change of a plan: text edits, what they do to the effective settings, and what was decided.
package struct PlannedChange: Sendable, Equatable {
  package let id: String
  /// The profile that it comes from.
  package let profile: String
  package let title: String
  package let reason: String
  package let risk: Risk
  package let weakens: [String]
  /// Who notices.
  package let affects: String?
  /// Changes of this plan that must be accepted with it.
  package let needs: [String]
  package let alternative: String?
  package let verification: String?
  /// `2027-06-30`: the last day on which it shall be in force; a marker in the files says so too.
  package let expires: String?
  /// What the reviewer should know besides: assignments that lose, scopes that keep their own value.
  package let notes: [String]
  /// What shall be true of the effective settings. Empty for a change that is text only.
  package var wishes: [Wish] = []
  /// Of the tree with the changes that this one needs; of the tree itself where there are no wishes.
  package let edits: [PlannedEdit]
  package let effects: [EffectiveChange]
  /// The same for those who connect.
  package let listeners: [ListenerEffect]
  /// The unified diff of this change alone, secrets hidden.
  package let diff: String
  package var decision: Decision
}

/// The replacement of some bytes of one file.
package struct PlannedEdit: Sendable, Equatable {
  /// Links followed: the file that is written.
  package let path: String
  package let line: Int
  package let offset: Int
  package let removed: [UInt8]
  package let inserted: [UInt8]
}

/// `disable_plaintext_auth: yes → no`; nil stands for "not there".
package struct EffectiveChange: Sendable, Equatable {
  package let daemon: String
  package let name: String
  /// The scope or service; empty for global.
  package let scope: String
  package let before: String?
  package let after: String?
}

/// `port 110 (dovecot pop3-login): passwords without TLS: refused → accepted`; nil stands for "not there".
package struct ListenerEffect: Sendable, Equatable {
  package let listener: String
  package let fact: String
  package let before: String?
  package let after: String?
}

/// What a reviewer said about a change.
package struct Decision: Sendable, Equatable {
  package enum Verdict: String, Sendable, CaseIterable {
    case undecided, accepted, rejected
  }

  package let verdict: Verdict
  package let note: String
  package let reviewer: String
  /// UTC; empty while undecided.
  package let time: String

  package init(_ verdict: Verdict, note: String = "", reviewer: String = "", time: String = "") {
    self.verdict = verdict
    self.note = note
    self.reviewer = reviewer
    self.time = time
  }

  package static let undecided = Decision(.undecided)
}
