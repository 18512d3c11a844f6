package org.mailkeep.platform.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may call what is protected. */
@ConfigMapping(prefix = "mailkeep.auth")
public interface AuthConfig {

    /** File that holds a bearer token with all roles. Without it, no such token is right. */
    @WithName("token-file")
    Optional<Path> tokenFile();

    /** The OpenID Connect provider whose access tokens are taken; their roles are those of the suite. */
    Optional<URI> issuer();

    /** What an access token has to name as its audience, so that tokens for others are of no use here. */
    @WithDefault("mailkeep")
    String audience();

    /** Where a token tells the roles, such as realm_access/roles; by default where Quarkus looks, first the claim "groups". */
    @WithName("roles-claim")
    Optional<String> rolesClaim();

    /** Our name at the provider, for people who sign in to the pages. Without it they sign in with the local token. */
    @WithName("client-id")
    Optional<String> clientId();

    /** File with the secret that belongs to that name. */
    @WithName("client-secret-file")
    Optional<Path> clientSecretFile();

    /** The issuer of the cluster's service account tokens, which are taken then as well. */
    @WithName("kubernetes-issuer")
    Optional<URI> kubernetesIssuer();

    /** The TLS configuration (quarkus.tls) that trusts this issuer, where public authorities do not vouch for it. */
    @WithName("kubernetes-tls")
    Optional<String> kubernetesTls();

    /** Our own service account's token, sent where the keys of the issuer are not given to everybody. */
    @WithName("kubernetes-token-file")
    Optional<Path> kubernetesTokenFile();

    /** What each service account may do, by namespace/name: roles, comma-separated. */
    @WithName("service-accounts")
    Map<String, List<String>> serviceAccounts();
}
