package org.mailkeep.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mailkeep.openpgp.WkdHash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Accounts with one key each, made by the calls that a provider makes; so everything that a key costs is in the store. */
@Command(
        name = "keydir-upload",
        mixinStandardHelpOptions = true,
        description = "Hosts a domain in keydir-service and uploads a key for each of its users; writes their paths.")
final class KeydirUploadCommand implements Callable<Integer> {

    private static final int AT_ONCE = 4;

    @Option(names = "--port", required = true, description = "Of the service.")
    private int port;

    @Option(names = "--token-file", required = true)
    private Path tokenFile = Path.of("");

    @Option(names = "--keys", description = "(2000)")
    private int keys = 2_000;

    @Option(names = "--cache", required = true, description = "Keeps the certificates for the next time.")
    private Path cache = Path.of("");

    @Option(names = "--folder", required = true, description = "Gets \"paths\", one for each key.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws Exception {
        String token = Files.readString(tokenFile).strip();
        List<byte[]> certificates = WkdKeys.certificates(keys, Files.createDirectories(cache));
        try (var client = HttpClient.newHttpClient();
                var uploaders = Executors.newFixedThreadPool(AT_ONCE)) {
            put(client, token, "/v1/domains/" + WkdKeys.DOMAIN, BodyPublishers.ofString("{\"kind\": \"own\"}"));
            var uploads = new ArrayList<Future<?>>();
            for (int i = 0; i < keys; i++) {
                int number = i;
                uploads.add(uploaders.submit(() -> {
                    upload(client, token, number, certificates.get(number));
                    return null;
                }));
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }
        String paths = IntStream.range(0, keys)
                .mapToObj(number -> "/.well-known/openpgpkey/" + WkdKeys.DOMAIN + "/hu/"
                        + WkdHash.ofLocalPart(WkdKeys.user(number)).value() + "?l=" + WkdKeys.user(number) + "\n")
                .collect(Collectors.joining());
        new WorldFolder(folder).write("paths", paths);
        return 0;
    }

    private void upload(HttpClient client, String token, int number, byte[] certificate)
            throws IOException, InterruptedException {
        String account = "/v1/accounts/" + WkdKeys.user(number);
        String address = WkdKeys.user(number) + "@" + WkdKeys.DOMAIN;
        put(client, token, account, BodyPublishers.ofString("{\"primary\": \"" + address + "\"}"));
        put(client, token, account + "/keys", BodyPublishers.ofByteArray(certificate));
    }

    private void put(HttpClient client, String token, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", path.endsWith("/keys") ? "application/octet-stream" : "application/json")
                .PUT(body)
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
