package org.mailkeep.testkit.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.mailkeep.testkit.tls.ServerIdentity;

/** Makes a running server let the services in by TLS alone, with a certificate of theirs and the password. */
final class PostgresqlTls {

    private PostgresqlTls() {}

    /**
     * Takes effect for connections that are opened from now on.
     *
     * @param data the server's folder
     * @param role whose certificate has to have this name (clientcert=verify-full)
     */
    static void demand(Connection superuser, Path data, String role, ServerIdentity server, String clientAuthority)
            throws IOException, SQLException {
        Files.writeString(data.resolve("server.crt"), server.chainPem());
        Files.writeString(data.resolve("clients.crt"), clientAuthority);
        Path key = data.resolve("server.key");
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, server.keyPem());
        Files.writeString(data.resolve("pg_hba.conf"), """
                hostssl all %s       127.0.0.1/32 scram-sha-256 clientcert=verify-full
                host    all postgres 127.0.0.1/32 scram-sha-256
                """.formatted(role));
        try (var statement = superuser.createStatement()) {
            for (String setting : List.of(
                    "ssl = on",
                    "ssl_cert_file = 'server.crt'",
                    "ssl_key_file = 'server.key'",
                    "ssl_ca_file = 'clients.crt'")) {
                statement.execute("ALTER SYSTEM SET " + setting);
            }
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
