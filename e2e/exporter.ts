export { Exporter } from '../lib/drill/stand-ins/exporter';
