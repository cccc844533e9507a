# An operator's SMSC by Perl's Net::SMPP: another hand's reading of the protocol, for the desk's line to stand up to.
# Prints one JSON object a line: what it heard. On binding it delivers three texts, one of them long, its parts out of order.
use strict;
use warnings;
use JSON::PP;
use Net::SMPP;

$| = 1;
my $json = JSON::PP->new->canonical;
my $listen = Net::SMPP->new_listen('127.0.0.1', port => 0, smpp_version => 0x34, async => 1) or die "cannot listen: $!";
print $json->encode({ heard => 'listening', port => $listen->sockport }), "\n";
my $desk = $listen->accept or die "nobody came: $!";
my $taken = 0x1a2b;

sub text { my ($coding, $esm, $message) = @_;
    $desk->deliver_sm(source_addr_ton => 1, source_addr_npi => 1, source_addr => '8613800001111', dest_addr_ton => 0, dest_addr_npi => 1,
        destination_addr => '106900001111', data_coding => $coding, esm_class => $esm, short_message => $message);
}

while (my $pdu = $desk->read_pdu) {
    my $cmd = $pdu->{cmd};
    if ($cmd == 0x9) {
        $desk->bind_transceiver_resp(seq => $pdu->{seq}, system_id => 'perl');
        print $json->encode({ heard => 'bind', system_id => $pdu->{system_id}, version => $pdu->{interface_version} }), "\n";
        text(8, 0, pack('H*', '4f60597d'));            # 你好
        text(0, 0, pack('H*', '001b65201b3c'));        # @€ [
        text(8, 0x40, pack('H*', '060804a1b20202') . pack('H*', 'de28572853a8623f'));  # 16-bit reference, second part first, a character torn in two
        text(8, 0x40, pack('H*', '060804a1b20201') . pack('H*', '71c36c146f0fd83d'));
    } elsif ($cmd == 0x4) {
        my $id = sprintf('%X', ++$taken);
        $desk->submit_sm_resp(seq => $pdu->{seq}, message_id => $id);
        print $json->encode({ heard => 'submit', coding => $pdu->{data_coding}, esm => $pdu->{esm_class}, to => $pdu->{destination_addr}, ton => $pdu->{dest_addr_ton},
            from => $pdu->{source_addr}, hex => unpack('H*', $pdu->{short_message}), registered => $pdu->{registered_delivery}, id => $id }), "\n";
        text(0, 0x04, "id:$taken sub:001 dlvrd:001 submit date:2603021000 done date:2603021001 stat:DELIVRD err:000 text:") if $pdu->{registered_delivery};
    } elsif ($cmd == 0x80000005) {
        print $json->encode({ heard => 'delivered', status => $pdu->{status} }), "\n";
    } elsif ($cmd == 0x15) {
        $desk->enquire_link_resp(seq => $pdu->{seq});
        print $json->encode({ heard => 'enquire' }), "\n";
    } elsif ($cmd == 0x6) {
        $desk->unbind_resp(seq => $pdu->{seq});
        print $json->encode({ heard => 'unbind' }), "\n";
        last;
    }
}
