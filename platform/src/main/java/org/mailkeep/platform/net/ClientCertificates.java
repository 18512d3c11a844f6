package org.mailkeep.platform.net;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import org.mailkeep.platform.config.ServerConfig;

/** Asks those who connect by HTTPS for a certificate, where the operator wants it; Quarkus' own setting is fixed when it is built. */
@ApplicationScoped
class ClientCertificates implements HttpServerOptionsCustomizer {

    private final ServerConfig config;

    ClientCertificates(ServerConfig config) {
        this.config = config;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(
                switch (config.clientAuth()) {
                    case NONE -> ClientAuth.NONE;
                    case REQUIRED -> ClientAuth.REQUIRED;
                });
    }
}
