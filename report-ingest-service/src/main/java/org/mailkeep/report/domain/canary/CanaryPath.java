package org.mailkeep.report.domain.canary;

/** A way in that a reporter takes, as the {@code rua} of the domain's TLSRPT record names them (RFC 8460 §3). */
public enum CanaryPath {
    HTTPS,
    MAIL
}
