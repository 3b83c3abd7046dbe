// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What a run found, as tables and sentences. */
@NullMarked
package org.seqmem.runtime.report;

import org.jspecify.annotations.NullMarked;
