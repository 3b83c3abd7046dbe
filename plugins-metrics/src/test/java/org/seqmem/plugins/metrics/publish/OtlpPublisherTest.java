// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Decodes what arrives. */
@Timeout(60) // what never comes fails, and hangs nobody
class OtlpPublisherTest {

    private static final Duration RARELY = Duration.ofHours(1);

    private final List<String> notes = new ArrayList<>();

    @Test
    void deliversMetersWithTheirTagsUnitsAndExamples() throws Exception {
        try (Receiver collector = new Receiver(200)) {
            Publisher publisher = start(collector.url() + "/v1/metrics");
            publisher.recording(Optional.of("3fa91c0d22be"));
            publisher.registry().counter("seqmem.trials", "outcome", "completed").increment(3);
            Timer.builder("seqmem.step")
                    .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(5))
                    .register(publisher.registry())
                    .record(Duration.ofMillis(2));
            publisher.recording(Optional.empty());
            Gauge.builder("seqmem.nmse", () -> 0.25).register(publisher.registry());
            publisher.close();

            Receiver.Request request = collector.requests.take();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/metrics");
            assertThat(request.headers()).containsEntry("Content-Type", "application/x-protobuf");
            ResourceMetrics resource =
                    ExportMetricsServiceRequest.parseFrom(request.body()).getResourceMetrics(0);
            assertThat(resource.getResource().getAttributesList())
                    .anySatisfy(
                            attribute -> {
                                assertThat(attribute.getKey()).isEqualTo("service.name");
                                assertThat(attribute.getValue().getStringValue())
                                        .isEqualTo("seqmem");
                            });
            List<Metric> metrics = resource.getScopeMetrics(0).getMetricsList();
            assertThat(metric(metrics, "seqmem.trials").getSum().getDataPoints(0).getAsDouble())
                    .isEqualTo(3);
            assertThat(
                            metric(metrics, "seqmem.trials")
                                    .getSum()
                                    .getDataPoints(0)
                                    .getAttributes(0)
                                    .getValue()
                                    .getStringValue())
                    .isEqualTo("completed");
            assertThat(metric(metrics, "seqmem.nmse").getGauge().getDataPoints(0).getAsDouble())
                    .isEqualTo(0.25);
            assertThat(metric(metrics, "seqmem.step").getUnit()).isEqualTo("seconds");
            HistogramDataPoint step =
                    metric(metrics, "seqmem.step").getHistogram().getDataPoints(0);
            assertThat(step.getExplicitBoundsList()).containsExactly(0.001, 0.005);
            assertThat(step.getBucketCountsList()).containsExactly(0L, 1L, 0L);
            assertThat(step.getExemplars(0).getTraceId())
                    .isEqualTo(bytes("000000000000000000003fa91c0d22be"));
            assertThat(step.getExemplars(0).getSpanId()).isEqualTo(bytes("00003fa91c0d22be"));
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void goesOnWithoutACollectorAndSaysSoOnce() throws Exception {
        try (Receiver collector = new Receiver(503)) {
            Publisher publisher = start(collector.url());
            publisher.registry().counter("seqmem.trials").increment();
            publisher.close();
        }
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("cannot deliver to the collector at ");
    }

    @Test
    void wantsAnAddressOfHttp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OtlpPublisherConfig("localhost:4318", RARELY))
                .withMessageContaining("url = \"localhost:4318\"");
    }

    private static Metric metric(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private Publisher start(String url) {
        return new OtlpPublisherPlugin()
                .create(
                        new OtlpPublisherConfig(url, RARELY),
                        new PublisherContext("first-look", notes::add));
    }
}
