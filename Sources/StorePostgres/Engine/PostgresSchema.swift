import Storage

/// The tables, as a list of steps; a step is never changed once released.
enum PostgresSchema {
    /// What this release knows.
    static var version: Int { steps.count }

    /// Whether a name can stand between double quotes in SQL without more ado.
    static func isSpeltRight(_ name: String) -> Bool {
        (1...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }

    /// Brings the schema to this release's version; programs that start at once take turns.
    static func migrate(_ connection: PostgresConnection, schema: String) throws(StoreError) {
        try connection.execute("BEGIN")
        do throws(StoreError) {
            try connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('dunlin migration', 731))")
            let found = try foundVersion(connection, schema: schema)
            guard found <= version else { throw .schemaTooNew(found: found, supported: version) }
            for step in steps[found...] { try connection.execute(step) }
            if found < version { try connection.execute("UPDATE dunlin_schema SET version = \(version)") }
            try connection.execute("COMMIT")
        } catch {
            do throws(StoreError) { try connection.execute("ROLLBACK") } catch { connection.close() }
            throw error
        }
    }

    private static func foundVersion(_ connection: PostgresConnection, schema: String) throws(StoreError) -> Int {
        try connection.execute("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"")
        let tables = try connection.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'",
            Parameters().adding(schema)
        ) { (row) throws(StoreError) in row.text(0) }
        if tables.contains("dunlin_schema") {
            let versions = try connection.rows("SELECT version FROM dunlin_schema") { (row) throws(StoreError) in
                Int(row.int(0))
            }
            guard let version = versions.first else { throw .damaged("the schema's version is missing") }
            return version
        }
        guard tables.isEmpty else { throw .damaged("the schema `\(schema)` holds tables of another program") }
        try connection.execute("CREATE TABLE dunlin_schema (version int NOT NULL)")
        try connection.execute("INSERT INTO dunlin_schema VALUES (0)")
        return 0
    }

    private static let steps: [String] = [first, templates, manyWorkers, leaner]

    /// The first release's tables; columns as in the SQLite store, and the debtor in every table that rules read by it.
    private static let first = """
        CREATE TABLE content (
            commitment bytea PRIMARY KEY,
            name text NOT NULL,
            media_type text NOT NULL,
            salt bytea,
            bytes bytea
        );

        CREATE TABLE action (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id text NOT NULL UNIQUE,
            debtor text NOT NULL,
            debt text NOT NULL,
            lane smallint NOT NULL,
            state text NOT NULL,
            reason text,
            step int NOT NULL,
            until bigint,
            due bigint NOT NULL,
            last_step_at bigint,
            tries int NOT NULL,
            spent text NOT NULL,
            attempts int NOT NULL,
            sent int NOT NULL,
            accepted_at bigint NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX action_queued ON action (lane, due, number) WHERE state = 'queued';
        CREATE INDEX action_waiting ON action (lane, due, number) WHERE state = 'waiting';
        CREATE INDEX action_working ON action (number) WHERE state = 'working';
        CREATE INDEX action_debtor ON action (debtor);
        CREATE INDEX action_debt ON action (debt);

        CREATE TABLE action_form (
            action bigint PRIMARY KEY REFERENCES action (number),
            form text NOT NULL,
            body bytea NOT NULL REFERENCES content (commitment)
        );

        CREATE TABLE attempt (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            id text NOT NULL UNIQUE,
            action bigint NOT NULL REFERENCES action (number),
            debtor text NOT NULL,
            debt text NOT NULL,
            account text,
            debt_group text,
            step int NOT NULL,
            channel text NOT NULL,
            point text,
            use text NOT NULL,
            line text,
            shared smallint NOT NULL,
            mode text,
            purpose text NOT NULL,
            template text NOT NULL,
            provider text NOT NULL,
            disclosures text NOT NULL,
            decided_at bigint NOT NULL,
            open_until bigint,
            facts_seen bigint NOT NULL,
            state text NOT NULL,
            reference text,
            code text,
            outcome text,
            changed_at bigint NOT NULL,
            content text NOT NULL
        ) WITH (fillfactor = 80);
        CREATE INDEX attempt_action ON attempt (action);
        CREATE INDEX attempt_debtor ON attempt (debtor);
        CREATE INDEX attempt_reference ON attempt (reference) WHERE reference IS NOT NULL;
        CREATE INDEX attempt_point ON attempt (point) WHERE point IS NOT NULL;
        CREATE INDEX attempt_open ON attempt (state) WHERE state IN ('intended', 'begun');

        CREATE TABLE fact (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            debtor text NOT NULL,
            debt text,
            at bigint NOT NULL,
            source text NOT NULL,
            recorded_at bigint NOT NULL,
            form text NOT NULL
        );
        CREATE INDEX fact_debtor ON fact (debtor, number);

        CREATE TABLE refused_line (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at bigint NOT NULL,
            file text NOT NULL,
            line bigint NOT NULL,
            action text,
            bytes bytea NOT NULL,
            diagnostics text NOT NULL
        );

        CREATE TABLE unmatched_receipt (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            at bigint NOT NULL,
            attempt text,
            provider text,
            reference text,
            state text NOT NULL,
            outcome text,
            code text NOT NULL
        );
        CREATE INDEX unmatched_receipt_reference ON unmatched_receipt (reference) WHERE reference IS NOT NULL;

        CREATE TABLE journal (
            sequence bigint PRIMARY KEY,
            at bigint NOT NULL,
            kind text NOT NULL,
            action text,
            attempt text,
            debtor text,
            debt text,
            entry text NOT NULL,
            leaf bytea NOT NULL
        );
        CREATE INDEX journal_action ON journal (action, sequence) WHERE action IS NOT NULL;
        CREATE INDEX journal_attempt ON journal (attempt, sequence) WHERE attempt IS NOT NULL;
        CREATE INDEX journal_debtor ON journal (debtor, sequence) WHERE debtor IS NOT NULL;
        CREATE INDEX journal_debt ON journal (debt, sequence) WHERE debt IS NOT NULL;

        CREATE TABLE tree (
            only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
            size bigint NOT NULL,
            peaks bytea NOT NULL
        );
        INSERT INTO tree (size, peaks) VALUES (0, '');
        """

    /// Revisions of templates, kept for ever, and what was said of them.
    private static let templates = """
        CREATE TABLE template_revision (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            digest text NOT NULL UNIQUE,
            template text NOT NULL,
            archive bytea NOT NULL,
            kept_at bigint NOT NULL,
            first_used_at bigint
        );

        CREATE TABLE template_review (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            revision bigint NOT NULL REFERENCES template_revision (number),
            word text NOT NULL,
            name text NOT NULL,
            note text,
            at bigint NOT NULL
        );
        CREATE INDEX template_review_revision ON template_review (revision);
        """

    /// Whose attempt it is, to whom facts about a contact point apply, how providers stand, and what people have to do.
    private static let manyWorkers = """
        -- 0 = a worker of a release that had no numbers, which is dead by now.
        ALTER TABLE attempt ADD COLUMN worker bigint NOT NULL DEFAULT 0;
        CREATE SEQUENCE worker_number;

        -- The highest number of a fact about the contact point that the decision knew.
        ALTER TABLE attempt ADD COLUMN points_seen bigint NOT NULL DEFAULT 0;

        -- What is asked about again and again until it is known, which is little.
        CREATE INDEX attempt_unknown ON attempt (number) WHERE state = 'unknown';

        -- The address or number that a fact is about, whoever has it; nil = the debtor alone.
        ALTER TABLE fact ADD COLUMN point text;
        UPDATE fact SET point = form::json ->> 'value' WHERE form::json ->> 'kind' IN ('opt-out', 'opt-in');
        CREATE INDEX fact_point ON fact (point) WHERE point IS NOT NULL;

        ALTER TABLE action ADD COLUMN throttles int NOT NULL DEFAULT 0;

        -- The last failure of each provider; what succeeds costs nothing here.
        CREATE INDEX attempt_failed ON attempt (provider, changed_at) WHERE state IN ('refused', 'unknown');

        -- What a receipt that nobody awaits yet tells about the contact point.
        ALTER TABLE unmatched_receipt ADD COLUMN says text;

        CREATE TABLE provider_state (
            provider text PRIMARY KEY,
            paused_at bigint,
            paused_by text,
            paused_until bigint,
            note text,
            breaker text,
            breaker_until bigint,
            breaker_code text,
            breaker_at bigint
        );

        CREATE TABLE task (
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            action bigint NOT NULL REFERENCES action (number),
            debtor text NOT NULL,
            debt text NOT NULL,
            step bigint NOT NULL,
            what text NOT NULL,
            owner text NOT NULL,
            due bigint NOT NULL,
            note text,
            made_at bigint NOT NULL,
            closed_at bigint,
            closed_by text,
            result text
        );
        CREATE INDEX task_action ON task (action);
        CREATE INDEX task_open ON task (owner, due) WHERE closed_at IS NULL;
        """

    /// Fewer indexes.
    ///
    /// An entry that names an action is found by it: the action tells its debtor and its debt, an attempt its action.
    private static let leaner = """
        DROP INDEX journal_attempt;
        DROP INDEX journal_debtor;
        DROP INDEX journal_debt;
        CREATE INDEX journal_debtor_alone ON journal (debtor, sequence) WHERE action IS NULL AND debtor IS NOT NULL;
        CREATE INDEX journal_debt_alone ON journal (debt, sequence) WHERE action IS NULL AND debt IS NOT NULL;

        -- A debtor's attempts are found by the debtor's actions.
        DROP INDEX attempt_debtor;
        """
}
