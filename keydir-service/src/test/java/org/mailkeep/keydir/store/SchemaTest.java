package org.mailkeep.keydir.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;

/** What must never happen is impossible for whoever reaches the database, whatever the service does. */
class SchemaTest {

    private static final EmbeddedPostgresql POSTGRESQL = EmbeddedPostgresql.temporary(List.of("keydir"));

    private Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        POSTGRESQL.start();
        Flyway.configure()
                .dataSource(POSTGRESQL.jdbcUrl("keydir"), POSTGRESQL.username(), POSTGRESQL.password())
                .load()
                .migrate();
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    insert into directory_domain (name, kind, token, status, method, since, proven_at) values
                        ('own.example', 'own', 't', 'own', null, now(), null),
                        ('custom.example', 'custom', 't', 'verified', 'txt', now(), now());
                    insert into account (id, created_at) values ('alice', now()), ('bob', now());
                    insert into address (address, domain, account_id, state, since, free_from) values
                        ('alice@own.example', 'own.example', 'alice', 'primary', now(), null),
                        ('x@own.example', 'own.example', 'alice', 'alias', now(), null),
                        ('y@own.example', 'own.example', 'alice', 'retired', now(), null),
                        ('x@custom.example', 'custom.example', 'alice', 'alias', now(), null),
                        ('y@custom.example', 'custom.example', 'alice', 'removed', now(), now() + interval '1 day'),
                        ('z@custom.example', 'custom.example', 'alice', 'removed', now(), now() - interval '1 day');
                    insert into audit (number, at, actor, action, detail, hash) values (1, now(), 'a', 'b', '', '\\x00');
                    """);
        }
    }

    @AfterAll
    static void stop() {
        POSTGRESQL.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = open();
        connection.setAutoCommit(false);
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void anAddressIsNeverHandedOn() {
        refused("update address set account_id = 'bob' where address = 'x@own.example'", "stays with its account");
        refused("update address set account_id = 'bob' where address = 'z@custom.example'", "stays with its account");
        refused("update address set address = 'b@own.example' where address = 'x@own.example'", "stays with its");
        refused("update address set domain = 'custom.example' where address = 'x@own.example'", "stays with its");
        refused(
                "insert into address (address, domain, account_id, state, since)"
                        + " values ('y@own.example', 'own.example', 'bob', 'alias', now())",
                "duplicate key");
    }

    @Test
    void anAddressOnAnOwnDomainIsNeverDeleted() {
        refused("delete from address where address = 'x@own.example'", "stays with its account");
        refused("delete from address where address = 'y@own.example'", "stays with its account");
        refused("update address set state = 'removed', free_from = now() where address = 'x@own.example'", "retired");
        refused("truncate address cascade", "stays with its account");
        refused("delete from account where id = 'alice'", "foreign key");
        accepted("update address set state = 'retired' where address = 'x@own.example'");
    }

    @Test
    void anAddressOnACustomersDomainIsFreeAfterItsQuarantine() {
        refused("delete from address where address = 'x@custom.example'", "stays with its account");
        refused("delete from address where address = 'y@custom.example'", "stays with its account");
        refused("update address set free_from = now() where address = 'y@custom.example'", "does not become shorter");
        accepted("delete from address where address = 'z@custom.example'");
    }

    @Test
    void aDomainKeepsItsKind() {
        refused("update directory_domain set kind = 'custom', status = 'pending' where name = 'own.example'", "keeps");
        refused("update directory_domain set name = 'other.example' where name = 'custom.example'", "keeps");
        refused("delete from directory_domain where name = 'custom.example'", "not allowed");
        refused("truncate directory_domain cascade", "not allowed");
    }

    @Test
    void anAccountHasOnePrimaryAddress() {
        refused("update address set state = 'primary' where address = 'x@own.example'", "address_one_primary");
    }

    @Test
    void theRecordIsNeverAltered() {
        refused("update audit set detail = 'x'", "it is a record");
        refused("delete from audit", "it is a record");
        refused("truncate audit", "it is a record");
        refused("insert into audit_head (number, hash) values (0, '\\x00')", "duplicate key");
    }

    @Test
    void nothingIsServedForAnAddressThatNobodyHas() {
        refused(
                "insert into publication (domain, hash, address, certificate, changed_at)"
                        + " values ('own.example', 'h', 'nobody@own.example', '\\x00', now())",
                "foreign key");
    }

    private void refused(String sql, String why) {
        assertThatThrownBy(() -> run(sql)).isInstanceOf(SQLException.class).hasMessageContaining(why);
    }

    private void accepted(String sql) {
        assertThatCode(() -> assertThat(run(sql)).isEqualTo(1)).doesNotThrowAnyException();
    }

    /** A refused statement spoils the transaction, so each has a savepoint. */
    private int run(String sql) throws SQLException {
        var savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } finally {
            connection.rollback(savepoint);
        }
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection(POSTGRESQL.jdbcUrl("keydir"), POSTGRESQL.username(), POSTGRESQL.password());
    }
}
