package __package__;

import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.testkit.MetricCompatibilityKit;

/** Everything that Seqmem expects of a metric. */
class __Name__PluginTest extends MetricCompatibilityKit<__Name__Config> {

    @Override
    protected MetricPlugin<__Name__Config> plugin() {
        return new __Name__Plugin();
    }

    @Override
    protected __Name__Config example() {
        return new __Name__Config(0.9);
    }
}
