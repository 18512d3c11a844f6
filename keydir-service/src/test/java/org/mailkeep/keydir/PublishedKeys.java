package org.mailkeep.keydir;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.platform.events.EventJson;

/**
 * What another replica writes: publications, each with its event in the outbox; in plain SQL, so that serving is tested apart
 * from deciding.
 */
@ApplicationScoped
public class PublishedKeys {

    private static final Fingerprint FINGERPRINT = Fingerprint.of("ab".repeat(20));

    private final String url;
    private final String user;
    private final String password;

    PublishedKeys(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** An own domain. */
    public void serve(DomainName domain) {
        inTransaction(connection -> {
            run(
                    connection,
                    "insert into directory_domain (name, kind, token, status, since) values (?, 'own', 'x', 'own', now())"
                            + " on conflict do nothing",
                    domain.value());
            tell(connection, new KeydirEvent.DomainServed(domain, "added", Instant.now()));
        });
    }

    /** A customer's domain that is not proven. */
    public void addUnproven(DomainName domain) {
        inTransaction(connection -> run(
                connection,
                "insert into directory_domain (name, kind, token, status, since)"
                        + " values (?, 'custom', 'x', 'pending', now()) on conflict do nothing",
                domain.value()));
    }

    public void publish(EmailAddress address, byte[] certificates) {
        inTransaction(connection -> {
            put(connection, address, certificates);
            tell(
                    connection,
                    new KeydirEvent.KeyPublished(
                            address, address.domain(), hash(address), FINGERPRINT, "uploaded", Instant.now()));
        });
    }

    public void withdraw(EmailAddress address) {
        inTransaction(connection -> {
            run(connection, "delete from publication where address = ?", address.toString());
            tell(
                    connection,
                    new KeydirEvent.KeyWithdrawn(
                            address, address.domain(), hash(address), FINGERPRINT, "withdrawn", Instant.now()));
        });
    }

    /** As if the event had got lost. */
    public void publishSilently(EmailAddress address, byte[] certificates) {
        inTransaction(connection -> put(connection, address, certificates));
    }

    /** As if the event had got lost. */
    public void withdrawSilently(EmailAddress address) {
        inTransaction(connection -> run(connection, "delete from publication where address = ?", address.toString()));
    }

    private static void put(Connection connection, EmailAddress address, byte[] certificates) throws SQLException {
        String account = "account-" + hash(address);
        run(connection, "insert into account (id, created_at) values (?, now()) on conflict do nothing", account);
        run(
                connection,
                "insert into address (address, domain, account_id, state, since) values (?, ?, ?, 'alias', now())"
                        + " on conflict do nothing",
                address.toString(),
                address.domain().value(),
                account);
        run(
                connection,
                "insert into publication (domain, hash, address, certificate, changed_at) values (?, ?, ?, ?, ?)"
                        + " on conflict (address) do update"
                        + " set certificate = excluded.certificate, changed_at = excluded.changed_at",
                address.domain().value(),
                hash(address),
                address.toString(),
                certificates,
                Timestamp.from(Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }

    private static void tell(Connection connection, KeydirEvent event) throws SQLException {
        run(
                connection,
                "insert into outbox (event_id, topic, key, type, payload, created_at)"
                        + " values (?, ?, ?, ?, cast(? as jsonb), now())",
                UUID.randomUUID(),
                KeydirEvent.TOPIC,
                event.key(),
                event.type(),
                EventJson.write(event));
    }

    private static String hash(EmailAddress address) {
        return WkdLocation.of(address).hash().value();
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void inTransaction(Work work) {
        // No pool: its connections would be broken after PostgreSQL was stopped.
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
