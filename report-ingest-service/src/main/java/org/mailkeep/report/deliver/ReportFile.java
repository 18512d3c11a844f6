package org.mailkeep.report.deliver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.tlsrpt.FailureDetail;
import org.mailkeep.report.domain.tlsrpt.PolicyResult;
import org.mailkeep.report.domain.tlsrpt.TlsReport;

/** A report as it is sent: the JSON of RFC 8460 §4.4 (I-JSON, RFC 7493), compressed with gzip (§5). */
public final class ReportFile {

    private static final JsonFactory JSON = new JsonFactory();

    private ReportFile() {}

    /** The same octets for the same report: gzip is given neither a time nor a name. */
    public static Body of(TlsReport report) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out);
                var json = JSON.createGenerator(gzip)) {
            write(json, report);
        } catch (IOException impossible) {
            throw new UncheckedIOException("it is in memory", impossible);
        }
        return Body.of(out.toByteArray());
    }

    private static void write(JsonGenerator json, TlsReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("organization-name", report.organization());
        json.writeObjectFieldStart("date-range");
        json.writeStringField("start-datetime", report.range().begin().toString());
        json.writeStringField("end-datetime", report.range().end().toString());
        json.writeEndObject();
        optional(json, "contact-info", report.contact());
        json.writeStringField("report-id", report.reportId());
        json.writeArrayFieldStart("policies");
        for (PolicyResult policy : report.policies()) {
            write(json, policy);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, PolicyResult result) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("policy");
        json.writeStringField("policy-type", result.type());
        texts(json, "policy-string", result.strings());
        json.writeStringField("policy-domain", result.domain().value());
        texts(json, "mx-host", result.mxHosts());
        json.writeEndObject();
        json.writeObjectFieldStart("summary");
        json.writeNumberField("total-successful-session-count", result.succeeded());
        json.writeNumberField("total-failure-session-count", result.failed());
        json.writeEndObject();
        if (!result.failures().isEmpty()) {
            json.writeArrayFieldStart("failure-details");
            for (FailureDetail failure : result.failures()) {
                write(json, failure);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, FailureDetail failure) throws IOException {
        json.writeStartObject();
        json.writeStringField("result-type", failure.resultType());
        optional(json, "sending-mta-ip", failure.sendingMtaIp());
        optional(json, "receiving-mx-hostname", failure.receivingMxHostname());
        optional(json, "receiving-mx-helo", failure.receivingMxHelo());
        optional(json, "receiving-ip", failure.receivingIp());
        json.writeNumberField("failed-session-count", failure.failedSessions());
        optional(json, "additional-information", failure.additionalInformation());
        optional(json, "failure-reason-code", failure.failureReasonCode());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
