// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrialIdTest {

    private static final byte[] TASK = "{\"use\":\"echo\"}".getBytes(UTF_8);
    private static final byte[] MODEL = "{\"use\":\"lstm\"}".getBytes(UTF_8);
    private static final byte[] TRAINING = "{\"steps\":1}".getBytes(UTF_8);

    @Test
    void isTheHashOfTheWholeAsCanonicalJson() {
        // printf '{"model":{"use":"lstm"},"seed":7,"task":{"use":"echo"},"training":{"steps":1}}' |
        // sha256sum | cut -c 1-12
        assertThat(new TrialId().of(TASK, MODEL, TRAINING, 7)).isEqualTo("dcdf758bdc60");
    }

    @Test
    void changesWithEveryPart() {
        TrialId id = new TrialId();
        byte[] other = "{}".getBytes(UTF_8);

        assertThat(
                        List.of(
                                id.of(TASK, MODEL, TRAINING, 7),
                                id.of(other, MODEL, TRAINING, 7),
                                id.of(TASK, other, TRAINING, 7),
                                id.of(TASK, MODEL, other, 7),
                                id.of(TASK, MODEL, TRAINING, 8)))
                .doesNotHaveDuplicates();
    }
}
