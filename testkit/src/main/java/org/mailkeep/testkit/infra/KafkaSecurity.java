package org.mailkeep.testkit.infra;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.mailkeep.testkit.tls.ServerIdentity;

/**
 * Two more ways into a broker, both encrypted: one for clients with a certificate, one for those with a password
 * (SCRAM-SHA-512, RFC 5802).
 *
 * @param server the broker's certificate, for {@code localhost}
 * @param clientAuthority PEM of the authority whose clients are let in
 * @param user who may come with the password
 */
public record KafkaSecurity(ServerIdentity server, String clientAuthority, String user, String password) {

    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final int ITERATIONS = 4096;
    private static final int PATIENCE_SECONDS = 20;

    String listeners(int certificatePort, int passwordPort) {
        return ",SSL://localhost:" + certificatePort + ",SASL_SSL://localhost:" + passwordPort;
    }

    Map<String, String> settings() {
        return Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.certificate.chain", server.chainPem(),
                "ssl.keystore.key", server.keyPem(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", clientAuthority,
                "listener.name.ssl.ssl.client.auth", "required",
                "sasl.enabled.mechanisms", MECHANISM,
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    void createUser(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, credential, password)))
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
