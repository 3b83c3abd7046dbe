// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

/** What makes a virtual machine like that of a worker. */
final class WorkerJvm {

    static final String HEAP = "-Xmx1g";
    static final String COLLECTOR = "-XX:+UseSerialGC";
    static final String YOUNG = "-Xmn32m";
    static final String OFFLINE = "-Dai.djl.offline=true";
    static final String ONE_THREAD = "-Dai.djl.pytorch.num_threads=1";
    static final String ONE_POOL = "-Dai.djl.pytorch.num_interop_threads=1";
    static final String HEADLESS = "-Djava.awt.headless=true";

    private WorkerJvm() {}
}
