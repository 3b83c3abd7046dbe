// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/** Reads the addresses of receivers. */
final class HttpUrls {

    private static final List<String> SCHEMES = List.of("http", "https");

    private HttpUrls() {}

    /**
     * @throws IllegalArgumentException if that is no absolute address of HTTP
     */
    static URI read(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            if (scheme != null
                    && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))
                    && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "url = \"" + url + "\" must be an address such as http://localhost:9091");
    }
}
